import { declareTenantTable, functionsOf, migration } from '#platform/database';

/** What a tenant follows. */
export const FeedsSubscriptions1763700006000 = migration(
  `create table feeds.folders (
    tenant_id  uuid not null,
    id         uuid not null,
    name       text not null check (length(name) between 1 and 100),
    name_key   text collate "C" not null generated always as (lower(name)) stored,
    version    integer not null default 1 check (version > 0),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  );
  create unique index folders_by_name on feeds.folders (tenant_id, name_key);
  grant select, insert, update (name, version, updated_at), delete on feeds.folders to palier_app;

  create table feeds.subscriptions (
    tenant_id        uuid not null,
    id               uuid not null,
    -- Set when the row is inserted, from its address.
    source_id        uuid not null,
    url              text collate "C" not null,
    -- Whether its feed is fetched for this tenant alone.
    private          boolean not null default false,
    -- The Authorization header of its requests.
    credentials      bytea,
    folder_id        uuid,
    title            text not null check (length(title) between 1 and 300),
    title_key        text collate "C" not null generated always as (lower(left(title, 100))) stored,
    -- Whether the tenant chose the title; otherwise it follows that of the feed.
    titled           boolean not null default false,
    site_url         text,
    tags             text[] not null default '{}',
    paused           boolean not null default false,
    -- The tenant's own; null for the rhythm of the feed.
    interval_minutes integer check (interval_minutes between 15 and 10080),
    -- From when on the tenant is told how its feed does: its own first fetch, also after a pause.
    health_since     timestamptz(3),
    -- Whether it has the posts of its first fetch; false again once it is resumed, or follows another source.
    filled           boolean not null default false,
    version          integer not null default 1 check (version > 0),
    created_at       timestamptz(3) not null default now(),
    updated_at       timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    check (credentials is null or private),
    foreign key (tenant_id, folder_id) references feeds.folders
  );
  create unique index subscriptions_by_source on feeds.subscriptions (tenant_id, source_id);
  create index subscriptions_by_url on feeds.subscriptions (tenant_id, url);
  create index subscriptions_by_title on feeds.subscriptions (tenant_id, title_key, id);
  create index subscriptions_by_creation on feeds.subscriptions (tenant_id, created_at, id);
  create index subscriptions_by_folder_title on feeds.subscriptions (tenant_id, folder_id, title_key, id);
  create index subscriptions_by_folder_creation on feeds.subscriptions (tenant_id, folder_id, created_at, id);
  create index subscriptions_of_source on feeds.subscriptions (source_id, id) include (tenant_id) where not paused;
  create index subscriptions_to_fill on feeds.subscriptions (source_id) where not paused and not filled;
  create index subscriptions_by_interval on feeds.subscriptions (source_id, interval_minutes)
    where not paused and interval_minutes is not null;
  create index subscriptions_all_of_source on feeds.subscriptions (source_id);
  grant select, insert, delete,
    update (folder_id, title, titled, tags, paused, interval_minutes, health_since, filled, version, updated_at)
    on feeds.subscriptions to palier_app;

  create table feeds.sync_turns (
    tenant_id     uuid primary key,
    -- Since when a job that fetches its feeds waits; null while none does.
    waiting_since timestamptz(3)
  );
  grant select, insert, update on feeds.sync_turns to palier_app;

  create policy cross_tenant on feeds.subscriptions to palier_cross_tenant using (true) with check (true);
  grant select, update (source_id, url, title, site_url, health_since, filled) on feeds.subscriptions to palier_cross_tenant`,
  functionsOf('feeds/subscriptions/follow-source.sql'),
  `create trigger follow_source before insert on feeds.subscriptions for each row execute function feeds.follow_source();
  create trigger forget_sources after delete on feeds.subscriptions referencing old table as removed
    for each statement execute function feeds.forget_sources()`,
  declareTenantTable('feeds.folders', { holds: 'A folder of feeds.' }),
  declareTenantTable('feeds.sync_turns', {
    holds: 'Whether a job waits that fetches the feeds of a tenant.',
    archive: { notExported: 'the jobs of this deployment' },
  }),
  declareTenantTable('feeds.subscriptions', {
    holds: 'A feed that a tenant follows: its own title, folder and tags, and the sealed credentials of its requests.',
    uuids: { source_id: 'feeds.sources', folder_id: 'feeds.folders' },
    sealed: { credentials: 'feeds.credentials' },
  }),
);
