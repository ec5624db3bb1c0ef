set local role palier_cross_tenant;

-- Notes that bundles were used, of many tenants at once, unless that was noted within the last minute. Of one that is gone
-- nothing is noted.
create or replace function catalog.note_bundle_use(tenants uuid[], versions uuid[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update catalog.bundles b set last_used_at = now()
  from (
    select m.tenant_id, m.version_id from unnest(tenants, versions) as u (tenant_id, version_id)
      join catalog.bundles m on m.tenant_id = u.tenant_id and m.version_id = u.version_id
    -- Locked in the order of their keys, so that two processes wait for each other instead of deadlocking.
    where m.last_used_at < now() - interval '1 minute' order by 1, 2 for update of m
  ) l
  where b.tenant_id = l.tenant_id and b.version_id = l.version_id
$$;
grant execute on function catalog.note_bundle_use(uuid[], uuid[]) to palier_app;
