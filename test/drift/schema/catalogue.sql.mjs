/** Ours, without the tables of BullMQ. */
const ours = `n.nspname !~ '^(pg_|information_schema$|public$|bullmq$)'`;
const table = `${ours} and c.relkind in ('r', 'p') and not c.relispartition`;
const from = 'pg_class c join pg_namespace n on n.oid = c.relnamespace';
/** What a list of rights gives to others than the owner; `public` is every role. */
const granted = (acl, owner = 'c.relowner') => `(select json_agg(g) from (
  select coalesce(r.rolname, 'public') as role, array_agg(lower(a.privilege_type) order by a.privilege_type) as rights
    from aclexplode(${acl}) a left join pg_roles r on r.oid = a.grantee where a.grantee <> ${owner} group by 1 order by 1) g)`;

/** What PostgreSQL's catalogue says of tables and all that belongs to them, in a lasting order. */
export const catalogue = {
  schemas: `select n.nspname as schema, ${granted('n.nspacl', 'n.nspowner')} as grants from pg_namespace n where ${ours} order by 1`,
  tables: `select n.nspname as schema, c.relname as name, c.relpersistence = 'u' as unlogged, pg_get_partkeydef(c.oid) as partition,
      c.relrowsecurity as secured, c.relforcerowsecurity as forced, c.reloptions as options, d.declaration,
      ${granted('c.relacl')} as grants
    from ${from} left join platform.data_catalogue d on d.name = n.nspname || '.' || c.relname where ${table} order by 1, 2`,
  columns: `select n.nspname as schema, c.relname as of, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as required, a.attgenerated = 's' as generated, pg_get_expr(e.adbin, e.adrelid) as expression,
      case when a.attcollation <> t.typcollation then o.collname end as collation, ${granted('a.attacl')} as grants
    from ${from} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid left join pg_attrdef e on e.adrelid = c.oid and e.adnum = a.attnum
      left join pg_collation o on o.oid = a.attcollation where ${table} order by 1, 2, a.attnum`,
  constraints: `select n.nspname as schema, c.relname as of, k.conname as name, k.contype as kind, pg_get_constraintdef(k.oid) as text
    from ${from} join pg_constraint k on k.conrelid = c.oid where ${table} and k.contype in ('p', 'u', 'f', 'c', 'x')
    order by 1, 2, array_position(array['p', 'u', 'f', 'x', 'c'], k.contype::text), 3`,
  indexes: `select n.nspname as schema, c.relname as of, pg_get_indexdef(i.indexrelid) as text
    from ${from} join pg_index i on i.indrelid = c.oid
    where ${table} and not exists (select from pg_constraint k where k.conindid = i.indexrelid
      -- A foreign key names the index of the table that it refers to.
      and k.contype in ('p', 'u', 'x')) order by 1, 2, 3`,
  policies: `select n.nspname as schema, c.relname as of, p.polname as name, not p.polpermissive as restrictive,
      case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as command,
      array(select rolname::text from pg_roles where oid = any (p.polroles) order by 1) as roles,
      pg_get_expr(p.polqual, c.oid) as using, pg_get_expr(p.polwithcheck, c.oid) as checked
    from ${from} join pg_policy p on p.polrelid = c.oid where ${table} order by 1, 2, 3`,
  triggers: `select n.nspname as schema, c.relname as of, t.tgname as name, t.tgenabled <> 'O' as altered, pg_get_triggerdef(t.oid) as text
    from ${from} join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal where ${table} order by 1, 2, 3`,
  sequences: `select n.nspname as schema, c.relname as name, ${granted('c.relacl')} as grants
    from ${from} where ${ours} and c.relkind = 'S' order by 1, 2`,
  views: `select n.nspname as schema, c.relname as name, pg_get_viewdef(c.oid) as text
    from ${from} where ${ours} and c.relkind in ('v', 'm') order by 1, 2`,
  functions: `select n.nspname as schema, p.proname as name, pg_get_function_arguments(p.oid) as arguments,
      pg_get_function_result(p.oid) as returns, l.lanname as language, p.provolatile as volatility, p.prosecdef as definer,
      r.rolname as owner, array(select coalesce(g.rolname::text, 'public')
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a left join pg_roles g on g.oid = a.grantee
        where a.grantee <> p.proowner order by 1) as callers
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
      join pg_roles r on r.oid = p.proowner where ${ours} and p.prokind = 'f' order by 1, 2, 3`,
};
