-- How long rows of a tenant stay: as long as it chose, or else as the table declares. A choice never leads out of the declared
-- range, even one that was made before the declaration changed.
create or replace function platform.retention_of(target text, tenant uuid) returns interval
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select least(r.longest, greatest(coalesce(make_interval(days => p.days), r.longest), r.shortest))
    from (select (c.declaration->'retention'->>'after')::interval as longest,
        (c.declaration->'retention'->>'shortest')::interval as shortest
      from platform.data_catalogue c where c.name = target) r
    left join platform.retention_periods p on p.tenant_id = tenant and p.name = target and r.shortest is not null $$;
grant execute on function platform.retention_of(text, uuid) to palier_app, palier_backup;

-- How long rows of a tenant stay whose plan keeps them for so many days: as above, but no longer than that, nor less than the
-- declared minimum, where the table declares a quota. Null days are no limit.
create or replace function platform.retention_of(target text, tenant uuid, days integer) returns interval
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select least(platform.retention_of(target, tenant),
      case when r.retention ? 'quota' and days is not null then
        greatest(make_interval(days => days), (r.retention->>'shortest')::interval) end)
    from (select c.declaration->'retention' as retention from platform.data_catalogue c where c.name = target) r $$;
grant execute on function platform.retention_of(text, uuid, integer) to palier_backup;

-- The SQL condition of rows older than an age, itself SQL, but those that the declaration excepts. What is compared is of the
-- column's type, so that its index serves.
create or replace function platform.expired_rows(target text, age text) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select format('%I < (now() - %s)::%s and (%s) is not true', a.attname, age, format_type(a.atttypid, a.atttypmod),
      coalesce(r.retention->>'except', 'false'))
    from (select c.declaration->'retention' as retention from platform.data_catalogue c where c.name = target) r
    join pg_attribute a on a.attrelid = target::regclass and a.attname = r.retention->>'column' $$;
grant execute on function platform.expired_rows(text, text) to palier_backup;

set local role palier_backup;

-- The oldest rows that have expired, at most so many, of all tenants but `without`, by tenant (null in a shared table) and
-- leaf; `places` are their `ctid`s. The plans of `bounded` keep rows for so many `days` each. Runs as the backup role, which
-- sees all tenants and deletes nothing.
--
-- Rows of tenants that chose a period, or whose plan limits it, are found tenant by tenant, so that no index led by the time is
-- needed for them. Of a table whose partitions are dropped at the age at which its rows expire, only the default partition may
-- have rows that no drop deletes. Looking into each old partition for each tenant would take minutes: of a plan, only the three
-- days before the age are looked at, and once a day, at a time that differs among tenants, all before, since a plan may have
-- become smaller.
create or replace function platform.find_expired(target text, most integer, without uuid[], bounded uuid[], days integer[])
  returns table (tenant_id uuid, leaf text, places text[])
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  set enable_bitmapscan = off as $$
  declare
    declared jsonb;
    undropped text;
    found text;
  begin
    -- Only the name of a declared table becomes part of a statement.
    select c.declaration into strict declared from platform.data_catalogue c
      where c.name = target and c.declaration ? 'retention';
    undropped := coalesce((select p.partdefid::regclass::text from pg_partitioned_table p where p.partrelid = target::regclass
      and declared->'partitions'->>'by' = declared->'retention'->>'column'
      and declared->'partitions'->>'keep' = declared->'retention'->>'after'), target);
    found := format('(select %s as tenant, t.tableoid::regclass as leaf, t.ctid as place from %s t where %s and %s
        order by %I limit $1)', case declared->>'kind' when 'shared' then 'null::uuid' else 't.tenant_id' end, undropped,
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
      -- Computed once for a tenant, not for each partition.
      found := found || format(' union (select r.* from unnest($3, $4) as p (tenant_id, days)
          cross join lateral (select platform.retention_of(%L, p.tenant_id, p.days) as kept offset 0) a cross join lateral (
          select t.tenant_id, t.tableoid::regclass, t.ctid from %s t where t.tenant_id = p.tenant_id and %s and %s
          order by %I limit $1) r where p.tenant_id <> all ($2) limit $1)', target, target,
        platform.expired_rows(target, 'a.kept'),
        case when undropped = target then 'true' else format('t.%I >= case
          when abs(hashtext(p.tenant_id::text) %% 288) = floor(extract(epoch from now()) / 300)::integer %% 288
          then ''-infinity'' else now() - a.kept - interval ''3 days'' end', declared->'retention'->>'column') end,
        declared->'retention'->>'column');
    end if;
    return query execute format('select tenant, leaf::text, array_agg(place::text) from (
      select * from (%s) f limit $1) expired group by 1, 2', found) using most, without, bounded, days;
  end $$;
grant execute on function platform.find_expired(text, integer, uuid[], uuid[], integer[]) to palier_app;

reset role;

-- Deletes those rows at these places of a leaf that are still past their retention, of the tenant in force, whose plan keeps
-- rows for so many days, or of a shared table. Returns how many. Runs as the owner, whom row level security binds to that
-- tenant.
create or replace function platform.delete_expired(target text, leaf text, places text[], days integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    shared boolean;
  begin
    select c.declaration->>'kind' = 'shared' into strict shared from platform.data_catalogue c
      where c.name = target and c.declaration ? 'retention';
    -- The condition once more: since the rows were found, in another transaction, a row may have been changed, and another one
    -- may have its place.
    return platform.change_places('delete from %s', target::regclass, leaf::regclass, places::tid[],
      platform.expired_rows(target, format('%L::interval', platform.retention_of(target, tenant, days)))
        || case when shared then '' else ' and tenant_id = $3' end, tenant);
  end $$;
grant execute on function platform.delete_expired(text, text, text[], integer) to palier_app;
