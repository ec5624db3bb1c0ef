import { declareTenantTable, migration } from '#platform/database';

/** How often the page of an app was viewed and the app downloaded, day by day. */
export const CatalogAppDays1763700004900 = migration(
  `create table catalog.app_days (
    tenant_id uuid not null,
    app_id    uuid not null,
    day       date not null,
    views     bigint not null default 0 check (views >= 0),
    downloads bigint not null default 0 check (downloads >= 0),
    primary key (tenant_id, app_id, day),
    foreign key (tenant_id, app_id) references catalog.apps (tenant_id, id) on delete cascade
  );
  create index app_days_by_day on catalog.app_days (day);
  grant select, insert, update (views, downloads) on catalog.app_days to palier_app`,
  // Downloads are counted tenant by tenant, with the event that tells of them. Processes of the version before go on with
  // catalog.count_downloads.
  `grant insert, update (downloads) on catalog.download_counts to palier_app;
  grant insert on catalog.counted_links to palier_app`,
  declareTenantTable('catalog.app_days', {
    holds: 'How often an app was viewed and downloaded on a day (UTC).',
    retention: { column: 'day', after: '2 years' },
  }),
);
