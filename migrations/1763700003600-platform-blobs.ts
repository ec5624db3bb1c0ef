import { declareTenantTable, functionsOf, migration } from '#platform/database';

/** What is kept in the storage of files. */
export const PlatformBlobs1763700003600 = migration(
  `create table platform.blobs (
    tenant_id          uuid not null,
    digest             text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
    bytes              bigint not null check (bytes >= 0),
    crc32              bigint not null check (crc32 between 0 and 4294967295),
    encoding           text collate "C" not null check (encoding in ('identity', 'deflate')),
    stored_bytes       bigint not null check (stored_bytes >= 0),
    -- Since when it may be that no row refers to it; null while one does.
    maybe_unused_since timestamptz(3) default now(),
    primary key (tenant_id, digest)
  );
  create index blobs_maybe_unused on platform.blobs (maybe_unused_since) where maybe_unused_since is not null;
  grant select, insert, delete on platform.blobs to palier_app;
  grant update (maybe_unused_since) on platform.blobs to palier_app`,
  functionsOf('platform/storage/release-blobs.sql'),
  declareTenantTable('platform.blobs', { holds: 'A file in the storage, by the SHA-256 of its content.' }),
);
