import { asRole, migration } from '#platform/database';

/**
 * How long rows of a tenant stay whose plan keeps them for so many days: as before, and no longer than that where the table
 * declares a quota. Null days are no limit.
 */
const retentionOf = `
  create function platform.retention_of(target text, tenant uuid, days integer) returns interval language sql stable
    set search_path = pg_catalog, pg_temp as $$
      select least(platform.retention_of(target, tenant),
          case when r.retention ? 'quota' and days is not null then greatest(make_interval(days => days), (r.retention->>'shortest')::interval) end)
        from (select c.declaration->'retention' as retention from platform.data_catalogue c where c.name = target) r $$`;

/** Finds as before, and the rows of the tenants that \`bounded\` names, of which plans keep rows for so many days each. */
const findExpired = `
  create function platform.find_expired(target text, most integer, without uuid[], bounded uuid[], days integer[])
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
        found := found || format(' union (select r.* from platform.retention_periods p cross join lateral (
            select t.tenant_id, t.tableoid::regclass, t.ctid from %s t where t.tenant_id = p.tenant_id and %s
            order by %I limit $1) r where p.name = %L and p.tenant_id <> all ($2) limit $1)', target,
          platform.expired_rows(target, format('platform.retention_of(%L, p.tenant_id)', target)),
          declared->'retention'->>'column', target);
      end if;
      if declared->'retention' ? 'quota' then
        found := found || format(' union (select r.* from unnest($3, $4) as p (tenant_id, days) cross join lateral (
            select t.tenant_id, t.tableoid::regclass, t.ctid from %s t where t.tenant_id = p.tenant_id and %s
            order by %I limit $1) r where p.tenant_id <> all ($2) limit $1)', target,
          platform.expired_rows(target, format('platform.retention_of(%L, p.tenant_id, p.days)', target)),
          declared->'retention'->>'column');
      end if;
      return query execute format('select tenant, leaf::text, array_agg(place::text) from (
        select * from (%s) f limit $1) expired group by 1, 2', found) using most, without, bounded, days;
    end $$`;

/** Deletes as before, of a tenant in force whose plan keeps rows for so many days. */
const deleteExpired = `
  create function platform.delete_expired(target text, leaf text, places text[], days integer) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
      shared boolean;
    begin
      select c.declaration->>'kind' = 'shared' into strict shared from platform.data_catalogue c
        where c.name = target and c.declaration ? 'retention';
      return platform.change_places('delete from %s', target::regclass, leaf::regclass, places::tid[],
        platform.expired_rows(target, format('%L::interval', platform.retention_of(target, tenant, days)))
          || case when shared then '' else ' and tenant_id = $3' end, tenant);
    end $$`;

/** The plan of a tenant limits for how long rows stay. The functions of before stay for the version that calls them. */
export const PlatformPlanRetention1763700007300 = migration(
  'PlatformPlanRetention1763700007300',
  ...[retentionOf, deleteExpired],
  ...asRole(
    'palier_backup',
    'platform',
    findExpired,
    'grant execute on function platform.find_expired(text, integer, uuid[], uuid[], integer[]) to palier_app',
  ),
  'grant execute on function platform.delete_expired(text, text, text[], integer) to palier_app',
  'grant execute on function platform.retention_of(text, uuid, integer) to palier_backup',
);
