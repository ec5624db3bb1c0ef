import { declareTenantTable, migration, user } from '#platform/database';

/** The versions of apps, their files, and the steps by which each was published. */
export const CatalogVersions1763700003700 = migration(
  // An app has no source unless it was imported, and no version before one is published. The tags of an app are in app_tags
  // while the store lists it; null where an older version wrote no others.
  `alter table catalog.apps
    add column tags text[] collate "C" check (cardinality(tags) <= 20),
    add column listed boolean not null default true,
    add column archived boolean not null default false,
    add column deleting boolean not null default false,
    add column revision integer not null default 1,
    alter column source drop not null,
    alter column version drop not null,
    alter column digest drop not null,
    alter column files set default '[]',
    alter column file_count set default 0,
    alter column bytes set default 0;
  grant update (tags, listed, archived, deleting, revision) on catalog.apps to palier_app`,
  `create table catalog.versions (
    tenant_id    uuid not null,
    id           uuid not null,
    app_id       uuid not null,
    version      text collate "C" not null check (length(version) between 1 and 100),
    state        text collate "C" not null check (state in ('draft', 'checking', 'published', 'yanked')),
    changelog    text not null default '' check (octet_length(changelog) <= 65536),
    -- Whether the files are kept; of others only their names and sizes are known.
    kept         boolean not null default true,
    file_count   integer not null default 0 check (file_count >= 0),
    bytes        bigint not null default 0 check (bytes >= 0),
    -- The operation that unpacks an archive into it, or checks it.
    operation_id uuid,
    yank_reason  text check (length(yank_reason) between 1 and 500),
    revision     integer not null default 1,
    created_at   timestamptz(3) not null default now(),
    updated_at   timestamptz(3) not null default now(),
    published_at timestamptz(3),
    primary key (tenant_id, id),
    unique (tenant_id, app_id, version),
    foreign key (tenant_id, app_id) references catalog.apps (tenant_id, id) on delete cascade
  );
  create index versions_by_creation on catalog.versions (tenant_id, app_id, created_at, id);
  create index versions_by_state on catalog.versions (tenant_id, app_id, state, created_at, id);

  create table catalog.version_files (
    tenant_id  uuid not null,
    version_id uuid not null,
    path       text collate "C" not null check (octet_length(path) between 1 and 1000),
    -- The path without case and in one normal form, unique: file systems differ in what they tell apart.
    path_key   text collate "C",
    bytes      bigint not null check (bytes >= 0),
    digest     text collate "C",
    primary key (tenant_id, version_id, path),
    unique (tenant_id, version_id, path_key),
    foreign key (tenant_id, version_id) references catalog.versions (tenant_id, id) on delete cascade
  );
  create index version_files_by_digest on catalog.version_files (tenant_id, digest);

  create table catalog.archives (
    tenant_id   uuid not null,
    id          uuid not null,
    version_id  uuid not null,
    bytes       bigint not null check (bytes >= 0),
    digest      text collate "C" not null,
    uploaded_at timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, version_id) references catalog.versions (tenant_id, id) on delete cascade
  );
  create index archives_by_version on catalog.archives (tenant_id, version_id);
  create index archives_by_digest on catalog.archives (tenant_id, digest);

  create table catalog.version_steps (
    tenant_id  uuid not null,
    id         uuid not null,
    version_id uuid not null,
    step       text collate "C" not null check (step in ('created', 'unpacked', 'unpacking-failed', 'checking', 'check-failed',
      'published', 'yanked', 'imported')),
    actor_kind text collate "C" not null,
    actor_id   uuid,
    problem    jsonb,
    note       text check (length(note) <= 500),
    taken_at   timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, version_id) references catalog.versions (tenant_id, id) on delete cascade
  );
  create index version_steps_by_version on catalog.version_steps (tenant_id, version_id, id);
  create index version_steps_by_actor on catalog.version_steps (tenant_id, actor_id);

  grant select, insert, delete on catalog.versions, catalog.version_files, catalog.archives to palier_app;
  grant update (state, changelog, kept, file_count, bytes, operation_id, yank_reason, revision, updated_at, published_at)
    on catalog.versions to palier_app;
  grant select, insert on catalog.version_steps to palier_app;
  grant update (actor_id) on catalog.version_steps to palier_app`,
  declareTenantTable('catalog.versions', {
    holds: 'A version of an app, with its changelog.',
    uuids: { operation_id: 'the operation that unpacks an archive into it, or checks it' },
  }),
  declareTenantTable('catalog.version_files', {
    holds: 'The path and the size of a file of a version, and the digest of its content.',
    blobs: { digest: 'bytes' },
  }),
  declareTenantTable('catalog.archives', {
    holds: 'An uploaded archive that is still to be unpacked into a version.',
    blobs: { digest: 'bytes' },
  }),
  declareTenantTable('catalog.version_steps', {
    holds: 'A step of the publication of a version: who, when, and why it failed.',
    persons: [user('actor_id', 'detach', 'id, step, taken_at', "actor_kind in ('member', 'operator')")],
  }),
);
