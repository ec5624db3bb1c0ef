import { asRole, declareTable, migration } from '#platform/database';

/**
 * The declarations of all tables, and the row level security that follows from them. The function is called by
 * `declareTable`, whose types say what a declaration holds.
 */
const catalogue = `
  create table platform.data_catalogue (
    name text primary key,
    -- A foreign key leads to a table that was declared before: rows are deleted in the opposite order.
    position integer not null,
    declaration jsonb not null
  );
  grant select on platform.data_catalogue to palier_app, palier_cross_tenant`;

const declare = `
  create function platform.declare_table(target text, declared jsonb) returns void language plpgsql as $$
    declare
      leaf regclass;
    begin
      insert into platform.data_catalogue (name, position, declaration)
        values (target, (select count(*) + 1 from platform.data_catalogue), declared)
        on conflict (name) do update set declaration = excluded.declaration;
      if declared->>'kind' = 'shared' then return; end if;
      for leaf in select relid from pg_partition_tree(target::regclass) union select target::regclass loop
        perform platform.protect_table(leaf);
      end loop;
      if declared ? 'partitions' then perform platform.maintain_partitions(); end if;
    end $$`;

/**
 * Row level security in force for everyone, the tenant's policy, and one for the backup role: row level security would
 * hide the rows from the owner itself. The policy of a person is restrictive, since a permissive one would be joined to
 * the tenant's by OR and show rows of other tenants. Rows that name an erased person are refused.
 */
const protect = `
  create function platform.protect_table(target regclass) returns void language plpgsql as $$
    declare
      root regclass := coalesce(pg_partition_root(target), target);
      declared jsonb := (select declaration from platform.data_catalogue where to_regclass(name) = root);
      kind text := declared->>'kind';
      person text;
      names text;
    begin
      if kind = 'bulk' and target <> root then return; end if;
      execute format('alter table %s enable row level security', target);
      execute format('alter table %s %s row level security', target, case kind when 'search' then 'no force' else 'force' end);
      execute format('drop policy if exists tenant on %1$s; drop policy if exists person on %1$s;
        drop policy if exists backup on %1$s', target);
      execute format($policy$create policy tenant on %s
        using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, target);
      if kind = 'person' then
        execute format($policy$create policy person on %s as restrictive to palier_app
          using (%I = nullif(current_setting('app.user_id', true), '')::uuid)$policy$, target, declared->'persons'->0->>'column');
      end if;
      execute format('create policy backup on %s for select to palier_backup using (true)', target);
      -- Rows are written through the parent, whose policies count; its triggers are on the partitions too.
      if target <> root then return; end if;
      for person in select format('policy %I', polname) from pg_policy where polrelid = target and polname ~ '^erased_'
          union all select format('trigger %I', tgname) from pg_trigger where tgrelid = target and tgname ~ '^erased_' loop
        execute format('drop %s on %s', person, target);
      end loop;
      for person, names in select p->>'column', coalesce(p->>'when', 'true') from jsonb_array_elements(declared->'persons') p
          where p->>'is' = 'user' and not p->'erasure' ? 'keep' loop
        execute format($policy$create policy %I on %s as restrictive for insert to palier_app
          with check ((%s) is not true or platform.refuse_erased(%I))$policy$, 'erased_' || person, target, names, person);
        -- Not for each update of a row: one that names the person already may be changed until its erasure reaches it.
        execute format('create trigger %I before update of %I on %s for each row when (new.%2$I is distinct from old.%2$I)
          execute function platform.refuse_erased_change(%2$L, %4$L)', 'erased_' || person, person, target, names);
      end loop;
    end $$`;

/** The parts of a table that hold rows. */
const leaves = `
  create function platform.leaves(target regclass) returns setof regclass language sql stable
    set search_path = pg_catalog, pg_temp as $$
      select relid from pg_partition_tree(target) where isleaf union select target
        where not exists (select from pg_partition_tree(target)) $$`;

/**
 * Runs a command on the rows at these places of a leaf; where statement triggers are on its parent, through the parent, since
 * they do not fire for its partitions. With every other scan off, PostgreSQL reads these places alone: where its statistics
 * know few rows of a tenant, it would compare all of them with each place.
 */
const changePlaces = `
  create function platform.change_places(command text, target regclass, leaf regclass, places tid[], condition text,
    tenant uuid) returns bigint language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off
    set enable_indexscan = off set enable_indexonlyscan = off set enable_bitmapscan = off as $$
    declare
      counts boolean := exists (select from pg_trigger where tgrelid = target and not tgisinternal and tgtype & 1 = 0);
      changed bigint;
    begin
      execute format(command, case when counts then target else leaf end)
        || ' where tableoid = $1 and ctid = any ($2) and ' || condition using leaf, places, tenant;
      get diagnostics changed = row_count;
      return changed;
    end $$`;

/**
 * Deletes up to so many rows of the tenant in force, all of one table; no row comes back once nothing is left. Runs with
 * the rights of the owner, whom row level security binds to that tenant, and leaf by leaf, since a row's place is unique
 * within a leaf alone. An index scan stops at the limit; a bitmap would read all rows of the tenant for each batch.
 */
const deleteTenantRows = `
  create function platform.delete_tenant_rows(most integer) returns table (name text, deleted bigint)
    language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
      declared jsonb;
      leaf regclass;
      cleared text;
      places tid[];
    begin
      for name, declared in select c.name, c.declaration from platform.data_catalogue c
          where c.declaration->>'kind' <> 'shared' and c.declaration->>'kept' is null order by c.position desc loop
        for leaf in select * from platform.leaves(name::regclass) loop
          for cleared in select jsonb_array_elements_text(coalesce(declared->'clearedFirst', '[]')) loop
            execute format('select array(select ctid from %s where tenant_id = $1 and %I is not null limit $2)', leaf, cleared)
              into places using tenant, most;
            continue when places = '{}' or 0 = platform.change_places(format('update %%s set %I = null', cleared),
              name::regclass, leaf, places, 'tenant_id = $3', tenant);
            deleted := 0;
            return next;
            return;
          end loop;
          execute format('select array(select ctid from %s where tenant_id = $1 limit $2)', leaf) into places using tenant, most;
          continue when places = '{}';
          deleted := platform.change_places('delete from %s', name::regclass, leaf, places, 'tenant_id = $3', tenant);
          if deleted > 0 then
            return next;
            return;
          end if;
        end loop;
      end loop;
    end $$`;

/**
 * Counts the rows of the tenant in force in every table that has a tenant, declared or not, as the backup role: policies
 * of persons would hide rows from the owner.
 */
const countTenantRows = `
  create function platform.count_tenant_rows() returns table (name text, kept boolean, rows bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    begin
      for name, kept in
        select t.name, d.declaration->>'kept' is not null from (
          select format('%I.%I', n.nspname, c.relname) as name from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema$)') t
          left join platform.data_catalogue d using (name) order by 1
      loop
        execute format('select count(*) from %s where tenant_id = $1', name) into rows using tenant;
        if rows > 0 then return next; end if;
      end loop;
    end $$`;

/** The backup role reads every row of every table, and writes none: the function runs with its rights. */
const readEveryRow = asRole(
  'palier_backup',
  'platform',
  countTenantRows,
  'grant execute on function platform.count_tenant_rows() to palier_owner',
);

export const PlatformDataCatalogue1763700000050 = migration(
  'PlatformDataCatalogue1763700000050',
  catalogue,
  ...[declare, protect, leaves, changePlaces, deleteTenantRows],
  ...readEveryRow,
  declareTable('platform.data_catalogue', {
    kind: 'shared',
    holds: 'What each table holds, and how long.',
    through: 'migrations',
  }),
  declareTable('platform.migrations', {
    kind: 'shared',
    holds: 'The migrations that were applied.',
    through: 'migrations',
  }),
);
