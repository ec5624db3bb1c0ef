import { declareTenantTable, migration } from '#platform/database';

/** How often versions were downloaded. */
export const CatalogDownloadCounts1763700004100 = migration(
  `create table catalog.download_counts (
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
  grant select, delete on catalog.download_counts, catalog.counted_links to palier_app`,
  // Counts of many tenants in one statement: a transaction a tenant would be thousands a minute.
  `grant usage on schema catalog to palier_cross_tenant;
  grant select, insert, update on catalog.download_counts to palier_cross_tenant;
  grant select, insert on catalog.counted_links to palier_cross_tenant;
  grant select, update (last_used_at) on catalog.bundles to palier_cross_tenant;
  grant select on catalog.versions to palier_cross_tenant;
  create policy cross_tenant on catalog.download_counts to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on catalog.counted_links to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on catalog.bundles to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on catalog.versions for select to palier_cross_tenant using (true)`,
  declareTenantTable('catalog.download_counts', {
    holds: 'How often a version was downloaded on a day (UTC).',
    uuids: { app_id: 'the app of the version' },
  }),
  declareTenantTable('catalog.counted_links', {
    holds: 'A link to a download that was counted; links work for an hour.',
    retention: { column: 'counted_at', after: '1 day' },
    archive: { notExported: 'links of this deployment, which expire within an hour' },
  }),
);
