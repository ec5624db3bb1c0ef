import { asRole, declareTable, migration } from '#platform/database';

const tables = `
  create table catalog.download_counts (
    tenant_id  uuid not null,
    version_id uuid not null,
    day        date not null,
    app_id     uuid not null,
    downloads  bigint not null check (downloads > 0),
    primary key (tenant_id, version_id, day),
    foreign key (tenant_id, version_id) references catalog.versions (tenant_id, id) on delete cascade
  );
  create index download_counts_by_app on catalog.download_counts (tenant_id, app_id, day);

  -- So that a link is counted once, whichever processes it is used with.
  create table catalog.counted_links (
    tenant_id  uuid not null,
    link_id    uuid not null,
    counted_at timestamptz(3) not null default now(),
    primary key (tenant_id, link_id)
  );
  create index counted_links_by_time on catalog.counted_links (counted_at);
  grant select, delete on catalog.download_counts, catalog.counted_links to palier_app`;

// Counts of many tenants in one statement: a transaction a tenant would be thousands a minute.
const acrossTenants = `
  grant usage on schema catalog to palier_cross_tenant;
  grant select, insert, update on catalog.download_counts to palier_cross_tenant;
  grant select, insert on catalog.counted_links to palier_cross_tenant;
  grant select, update (last_used_at) on catalog.bundles to palier_cross_tenant;
  grant select on catalog.versions to palier_cross_tenant;
  create policy cross_tenant on catalog.download_counts to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on catalog.counted_links to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on catalog.bundles to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on catalog.versions for select to palier_cross_tenant using (true)`;

// Rows are taken in order of their keys, so that two processes wait for each other instead of deadlocking. Of a version that
// was deleted nothing is counted.
const counting = `
  create function catalog.count_downloads(tenants uuid[], links uuid[], versions uuid[], days date[]) returns integer
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    with used as (
      select * from unnest(tenants, links, versions, days) as u (tenant_id, link_id, version_id, day)
    ), fresh as (
      insert into catalog.counted_links (tenant_id, link_id)
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

  create function catalog.note_bundle_use(tenants uuid[], versions uuid[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    update catalog.bundles b set last_used_at = now()
    from (
      select m.tenant_id, m.version_id from unnest(tenants, versions) as u (tenant_id, version_id)
        join catalog.bundles m on m.tenant_id = u.tenant_id and m.version_id = u.version_id
      where m.last_used_at < now() - interval '1 minute' order by 1, 2 for update of m
    ) l
    where b.tenant_id = l.tenant_id and b.version_id = l.version_id
  $$;
  grant execute on function catalog.count_downloads, catalog.note_bundle_use to palier_app`;

/** How often versions were downloaded. */
export const CatalogDownloadCounts1763700004100 = migration(
  'CatalogDownloadCounts1763700004100',
  tables,
  acrossTenants,
  ...asRole('palier_cross_tenant', 'catalog', counting),
  declareTable('catalog.download_counts', {
    kind: 'tenant',
    holds: 'How often a version was downloaded on a day (UTC).',
    uuids: { app_id: 'the app of the version' },
  }),
  declareTable('catalog.counted_links', {
    kind: 'tenant',
    holds: 'A link to a download that was counted; links work for an hour.',
    retention: { column: 'counted_at', after: '1 day' },
    archive: { notExported: 'links of this deployment, which expire within an hour' },
  }),
);
