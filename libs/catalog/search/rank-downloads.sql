set local role palier_cross_tenant;

-- Brings the order by downloads up to date for the next apps, of any tenant and at most so many, that were downloaded since a
-- day (UTC); returns each, and whether its entry changed. Not one SQL statement, whose plan is kept: that does not know that
-- few rows are recent.
create or replace function catalog.rank_downloads(since date, after_tenant uuid, after_app uuid, most integer)
  returns table (of_tenant uuid, of_app uuid, ranked boolean)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  begin
    for of_tenant, of_app in select distinct c.tenant_id, c.app_id from catalog.download_counts c
      where c.day >= since and (c.tenant_id, c.app_id) > (after_tenant, after_app) order by 1, 2 limit most
    loop
      update catalog.search_entries e set downloads = t.downloads
      from (select least(sum(c.downloads), 2147483647)::integer as downloads from catalog.download_counts c
        where c.tenant_id = of_tenant and c.app_id = of_app) t
      where e.tenant_id = of_tenant and e.app_id = of_app and e.downloads <> t.downloads;
      ranked := found;
      return next;
    end loop;
  end $$;
grant execute on function catalog.rank_downloads(date, uuid, uuid, integer) to palier_app;
