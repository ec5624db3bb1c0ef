import { declareTenantTable, migration } from '#platform/database';

/** The ZIPs in which versions are downloaded: made when they are first asked for, and again after they were evicted. */
export const CatalogBundles1763700004000 = migration(
  `create table catalog.bundles (
    tenant_id       uuid not null,
    version_id      uuid not null,
    digest          text collate "C" not null,
    bytes           bigint not null check (bytes > 0),
    manifest_digest text collate "C" not null check (length(manifest_digest) = 64),
    signature       text collate "C" not null check (length(signature) = 86),
    key_id          text collate "C" not null check (length(key_id) = 43),
    made_at         timestamptz(3) not null default now(),
    last_used_at    timestamptz(3) not null default now(),
    primary key (tenant_id, version_id),
    foreign key (tenant_id, version_id) references catalog.versions (tenant_id, id) on delete cascade
  );
  create index bundles_by_digest on catalog.bundles (tenant_id, digest);
  create index bundles_by_use on catalog.bundles (last_used_at) include (bytes);

  -- Which operation makes a bundle that is not there yet. It stays when the operation fails, until the next one succeeds.
  create table catalog.bundle_requests (
    tenant_id    uuid not null,
    version_id   uuid not null,
    operation_id uuid,
    primary key (tenant_id, version_id),
    foreign key (tenant_id, version_id) references catalog.versions (tenant_id, id) on delete cascade
  );

  grant select, insert, delete on catalog.bundles, catalog.bundle_requests to palier_app;
  grant update (last_used_at) on catalog.bundles to palier_app;
  grant update (operation_id) on catalog.bundle_requests to palier_app`,
  declareTenantTable('catalog.bundles', {
    holds: 'The ZIP in which a version is downloaded, with its signature.',
    // They are made from the files, which count already.
    blobs: { digest: null },
    archive: { notExported: 'a bundle is made again from the files of its version, and signed by each deployment' },
  }),
  declareTenantTable('catalog.bundle_requests', {
    holds: 'Which operation makes the ZIP of a version.',
    uuids: { operation_id: 'the operation that makes it' },
    archive: { notExported: 'the progress of jobs that are not exported' },
  }),
);
