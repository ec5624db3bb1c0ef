import { declarePersonTable, functionsOf, migration, user } from '#platform/database';

const archive = { notExported: 'It says what became of an upload; the rides are exported.' };

/** ZIPs of many rides, and what became of each file in them. */
export const RidesArchives1763700008415 = migration(
  `create table rides.archives (
    tenant_id   uuid not null,
    user_id     uuid not null,
    -- That of the operation.
    id          uuid not null,
    -- Entries that are no recordings by their name, once all others have been read.
    passed_over integer check (passed_over >= 0),
    created_at  timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id)
  );
  create index archives_by_creation on rides.archives (created_at);
  grant select, insert, update (passed_over) on rides.archives to palier_app;

  create table rides.archive_blobs (
    tenant_id  uuid not null,
    user_id    uuid not null,
    id         uuid not null,
    digest     text collate "C" not null,
    bytes      bigint not null check (bytes >= 0),
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id)
  );
  create index archive_blobs_by_digest on rides.archive_blobs (tenant_id, digest);
  create index archive_blobs_by_creation on rides.archive_blobs (created_at);
  grant select, insert, delete on rides.archive_blobs to palier_app;

  create table rides.archive_files (
    tenant_id  uuid not null,
    user_id    uuid not null,
    archive_id uuid not null,
    -- In the directory of the ZIP, from 0.
    index      integer not null check (index >= 0),
    path       text not null check (length(path) <= 500),
    state      text collate "C" not null check (state in ('stored', 'duplicate', 'refused')),
    -- Of the refusal.
    code       text collate "C" check ((code is not null) = (state = 'refused')),
    -- The first ride of the file, and how many it has.
    ride_id    uuid,
    rides      smallint not null check (rides between 0 and 999),
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, archive_id, index)
  );
  create index archive_files_by_creation on rides.archive_files (created_at);
  grant select, insert on rides.archive_files to palier_app`,
  functionsOf('rides/archives/give-back-archives.sql'),
  // An archive goes when its import ends, at the end of its retention and with an erasure: each gives back what it takes of the quota.
  `create trigger give_back_archives after delete on rides.archive_blobs referencing old table as removed
    for each statement execute function rides.give_back_archives()`,
  declarePersonTable('rides.archives', {
    holds: 'That a rider uploaded a ZIP of rides.',
    persons: [user('user_id', 'delete', 'id, passed_over, created_at')],
    uuids: { id: 'platform.operations' },
    retention: { column: 'created_at', after: '30 days' },
    archive,
  }),
  declarePersonTable('rides.archive_blobs', {
    holds: 'A ZIP of rides, until they are imported.',
    persons: [user('user_id', 'delete', { none: 'Its files are, once they are rides.' })],
    uuids: { id: 'rides.archives' },
    // Of an import that no worker ended: cancelled in its queue, for example.
    retention: { column: 'created_at', after: '3 days' },
    blobs: { digest: 'bytes' },
    archive,
  }),
  declarePersonTable('rides.archive_files', {
    holds: 'A file of a ZIP of rides, and what became of it.',
    persons: [user('user_id', 'delete', 'archive_id, index, path, state, code, ride_id, rides, created_at')],
    uuids: { archive_id: 'rides.archives', ride_id: 'rides.rides' },
    retention: { column: 'created_at', after: '30 days' },
    archive,
  }),
);
