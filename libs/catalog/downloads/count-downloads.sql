set local role palier_cross_tenant;

-- Counts the first uses of links to versions, each once in the deployment, of many tenants at once; returns how many. Of a
-- version that was deleted nothing is counted. Nothing in this version calls it: downloads are counted tenant by tenant.
create or replace function catalog.count_downloads(tenants uuid[], links uuid[], versions uuid[], days date[]) returns integer
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with used as (
    select * from unnest(tenants, links, versions, days) as u (tenant_id, link_id, version_id, day)
  ), fresh as (
    insert into catalog.counted_links (tenant_id, link_id)
    -- Rows are taken in the order of their keys, here and below, so that two processes wait for each other instead of
    -- deadlocking. Of two that count the same link, the second waits and then counts nothing.
    select tenant_id, link_id from used order by 1, 2
    on conflict do nothing returning tenant_id, link_id
  ), counted as (
    insert into catalog.download_counts as counts (tenant_id, version_id, day, app_id, downloads)
    select u.tenant_id, u.version_id, u.day, v.app_id, count(*)
    from fresh f join used u on u.tenant_id = f.tenant_id and u.link_id = f.link_id
      join catalog.versions v on v.tenant_id = u.tenant_id and v.id = u.version_id
    group by 1, 2, 3, 4 order by 1, 2, 3
    on conflict (tenant_id, version_id, day) do update set downloads = counts.downloads + excluded.downloads
    returning 1
  )
  select count(*)::integer from fresh
$$;
grant execute on function catalog.count_downloads(uuid[], uuid[], uuid[], date[]) to palier_app;

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
