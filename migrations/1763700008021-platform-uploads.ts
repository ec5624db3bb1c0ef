import { declareTenantTable, migration } from '#platform/database';

/** What uploads that are under way may take of a tenant's storage. */
export const PlatformUploads1763700008021 = migration(
  `create table platform.uploads (
     tenant_id  uuid not null,
     id         uuid not null,
     bytes      bigint not null check (bytes >= 0),
     -- Set anew while the upload is under way: what a process that died reserved is free soon.
     expires_at timestamptz(3) not null,
     primary key (tenant_id, id)
   );
   create index uploads_by_expiry on platform.uploads (expires_at);
   grant select, insert, delete on platform.uploads to palier_app;
   grant update (expires_at) on platform.uploads to palier_app`,
  declareTenantTable('platform.uploads', {
    holds: 'How many bytes of the storage an upload that is under way has reserved.',
    retention: { column: 'expires_at', after: '0' },
    archive: { notExported: 'uploads to this deployment that are under way' },
  }),
);
