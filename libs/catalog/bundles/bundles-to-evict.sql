set local role palier_backup;

-- The bundles beyond a number of bytes in the whole deployment, by tenant: those that were used longest ago first, at most so
-- many, and none that was used within `idle`.
create or replace function catalog.bundles_to_evict(budget bigint, idle interval, most integer)
  returns table (tenant_id uuid, version_ids uuid[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.tenant_id, array_agg(b.version_id) from (
    select r.tenant_id, r.version_id from (
      select a.tenant_id, a.version_id, a.last_used_at,
        sum(a.bytes) over (order by a.last_used_at desc, a.tenant_id, a.version_id) as upto
      from catalog.bundles a
    ) r where r.upto > budget and r.last_used_at < now() - idle order by r.last_used_at limit most
  ) b group by 1
$$;
grant execute on function catalog.bundles_to_evict(bigint, interval, integer) to palier_app;
