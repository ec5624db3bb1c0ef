import { asRole, declareTable, migration } from '#platform/database';

/** For how many days tenants keep rows of a table, where they chose less than it declares. */
const table = `
  create table platform.retention_periods (
    tenant_id uuid not null,
    name text not null,
    days integer not null check (days > 0),
    primary key (tenant_id, name)
  );
  grant select, insert, update, delete on platform.retention_periods to palier_app`;

/**
 * How long rows of a tenant stay. A choice never leads out of the declared range, even one that was made before the
 * declaration changed.
 */
const retentionOf = `
  create function platform.retention_of(target text, tenant uuid) returns interval language sql stable
    set search_path = pg_catalog, pg_temp as $$
      select least((r.retention->>'after')::interval, greatest(make_interval(days => p.days), (r.retention->>'shortest')::interval))
        from (select c.declaration->'retention' as retention from platform.data_catalogue c where c.name = target) r
        left join platform.retention_periods p on p.tenant_id = tenant and p.name = target and r.retention ? 'shortest' $$`;

/** The condition of rows older than an SQL expression says. The age is of the column's type, so that its index serves. */
const expiredRows = `
  create function platform.expired_rows(target text, age text) returns text language sql stable
    set search_path = pg_catalog, pg_temp as $$
      select format('%I < (now() - %s)::%s and (%s) is not true', a.attname, age, format_type(a.atttypid, a.atttypmod),
          coalesce(r.retention->>'except', 'false'))
        from (select c.declaration->'retention' as retention from platform.data_catalogue c where c.name = target) r
        join pg_attribute a on a.attrelid = target::regclass and a.attname = r.retention->>'column' $$`;

/**
 * The oldest rows past their retention, of all tenants but those, by tenant and leaf; \`places\` are their \`ctid\`s. Rows of
 * tenants that chose are found by tenant.
 */
const findExpired = `
  create function platform.find_expired(target text, most integer, without uuid[])
    returns table (tenant_id uuid, leaf text, places text[])
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
    set enable_bitmapscan = off as $$
    declare
      declared jsonb;
      found text;
    begin
      -- Only the name of a declared table becomes part of a statement.
      select c.declaration into strict declared from platform.data_catalogue c
        where c.name = target and c.declaration ? 'retention';
      found := format('(select %s as tenant, t.tableoid::regclass as leaf, t.ctid as place from %s t where %s and %s
          order by %I limit $1)', case declared->>'kind' when 'shared' then 'null::uuid' else 't.tenant_id' end, target,
        platform.expired_rows(target, format('%L::interval', declared->'retention'->>'after')),
        case declared->>'kind' when 'shared' then 'true' else 't.tenant_id <> all ($2)' end,
        declared->'retention'->>'column');
      if declared->'retention' ? 'shortest' then
        found := found || format(' union select r.* from platform.retention_periods p cross join lateral (
            select t.tenant_id, t.tableoid::regclass, t.ctid from %s t where t.tenant_id = p.tenant_id and %s
            order by %I limit $1) r where p.name = %L and p.tenant_id <> all ($2)', target,
          platform.expired_rows(target, format('platform.retention_of(%L, p.tenant_id)', target)),
          declared->'retention'->>'column', target);
      end if;
      return query execute format('select tenant, leaf::text, array_agg(place::text) from (
        select * from (%s) f limit $1) expired group by 1, 2', found) using most, without;
    end $$`;

/** Deletes those of the found rows that are still past their retention; of the tenant in force, or of a shared table. */
const deleteExpired = `
  create function platform.delete_expired(target text, leaf text, places text[]) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
      shared boolean;
    begin
      select c.declaration->>'kind' = 'shared' into strict shared from platform.data_catalogue c
        where c.name = target and c.declaration ? 'retention';
      return platform.change_places('delete from %s', target::regclass, leaf::regclass, places::tid[],
        platform.expired_rows(target, format('%L::interval', platform.retention_of(target, tenant)))
          || case when shared then '' else ' and tenant_id = $3' end, tenant);
    end $$`;

/** The backup role reads every row of every table, and writes none: the function runs with its rights. */
const findAsReader = asRole(
  'palier_backup',
  'platform',
  findExpired,
  'grant execute on function platform.find_expired(text, integer, uuid[]) to palier_app',
);

/** The deletion of rows past the retention that their tables declare, or that their tenants chose. */
export const PlatformRetention1763700000055 = migration(
  'PlatformRetention1763700000055',
  ...[table, retentionOf, expiredRows, deleteExpired],
  ...findAsReader,
  `grant execute on function platform.delete_expired(text, text, text[]) to palier_app`,
  `grant execute on function platform.expired_rows(text, text), platform.retention_of(text, uuid) to palier_backup`,
  declareTable('platform.retention_periods', {
    kind: 'tenant',
    holds: 'For how many days a tenant keeps rows of a table, where it chose less than the table declares.',
  }),
);
