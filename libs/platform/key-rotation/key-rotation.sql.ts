import { statement } from '#platform/database';

/** A column of a table, a part of its primary key. */
interface KeyColumn {
  readonly name: string;
  readonly type: string;
}

/** A column that is declared as sealed. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The context under which it is sealed, with `{column}` for the text of another column. */
  readonly context: string;
  /** The primary key, led by the tenant. */
  readonly keys: readonly KeyColumn[];
}

/** Runs as the owner. */
export const sealedColumns = `
  select c.name as "table", quote_ident(s.key) as "column", s.value as context,
    (select json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, null)) order by k.place)
      from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k (attnum, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indrelid = c.name::regclass and i.indisprimary and k.place <= i.indnkeyatts) as keys
  from platform.data_catalogue c cross join jsonb_each_text(c.declaration->'sealed') s order by c.position, s.key`;

/** The first values of each sealed column. */
export const firstSealedValues = statement<{ context: string; sealed: Buffer }>('key-rotation.first-sealed-values')`
  select context, sealed from platform.first_sealed_values()`;

/** A sealed value, and where it is. */
export interface SealedValue {
  readonly tenant: string;
  /** The texts of its primary key. */
  readonly key: readonly string[];
  readonly context: string;
  readonly sealed: Buffer;
}

/**
 * The values of a column after a key, of all tenants, in the order of the primary key. Runs as the backup role, to which
 * the policies of tenants and persons do not apply. `$1` is how many at most, `$2` and so on the key.
 */
export function valuesAfter({ table, column, context, keys }: SealedColumn, first: boolean): string {
  const names = keys.map(({ name }) => name).join(', ');
  const after = keys.map(({ type }, i) => `$${i + 2}::${type}`).join(', ');
  return `select tenant_id::text as tenant, array[${keys.map(({ name }) => `${name}::text`)}] as key,
      ${contextOf(context)} as context, ${column} as sealed
    from ${table} where ${column} is not null ${first ? '' : `and (${names}) > (${after})`} order by ${names} limit $1`;
}

/** Of `a.b {c}` the SQL `'a.b ' || c::text`. */
function contextOf(context: string): string {
  const parts = context.split(/\{(\w+)\}/);
  return parts.map((part, i) => (i % 2 ? `"${part}"::text` : `'${part.replaceAll("'", "''")}'`)).join(' || ');
}

/** One scan of an index for each value: where the statistics are old, PostgreSQL would read the whole table. */
export const byIndexAlone =
  'set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off';

/**
 * Replaces values of the tenant in force that nobody has replaced meanwhile. Runs as the owner. `$1` are the values as they
 * were, `$2` those in their place, `$3` and so on their keys.
 */
export function replaceValues({ table, column, keys }: SealedColumn): string {
  const parameters = keys.map(({ type }, i) => `$${i + 3}::${type}[]`);
  const same = keys.map(({ name }) => `t.${name} = n.${name}`).join(' and ');
  return `with replaced as (
      update ${table} t set ${column} = n.new_value
      from unnest($1::bytea[], $2::bytea[], ${parameters}) n (old_value, new_value, ${keys.map(({ name }) => name)})
      where ${same} and t.${column} = n.old_value returning 1)
    select count(*)::int as replaced from replaced`;
}
