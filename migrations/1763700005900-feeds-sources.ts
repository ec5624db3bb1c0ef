import { declareSharedTable, migration } from '#platform/database';

/** What tenants that follow the same feed share: the application has no rights on it, and calls functions. */
export const FeedsSources1763700005900 = migration(
  `create schema feeds;
  grant usage on schema feeds to palier_app, palier_cross_tenant, palier_backup`,
  `create table feeds.sources (
    id               uuid primary key,
    url              text collate "C" not null check (url ~ '^https?://' and length(url) <= 2000),
    -- The tenant that alone follows it, with its credentials or in its networks; null for what all tenants share.
    only_tenant      uuid,
    host             text collate "C" not null,
    -- When it is fetched next; null while nobody follows it, and once it has ended.
    due_at           timestamptz(3),
    -- Whether it waits for the job of a tenant; it is then due again once that job is lost.
    queued           boolean not null default false,
    -- The fetch under way.
    claim            uuid,
    claimed_until    timestamptz(3),
    tried_at         timestamptz(3),
    succeeded_at     timestamptz(3),
    failing_since    timestamptz(3),
    failures         integer not null default 0 check (failures >= 0),
    -- The code of the problem of the last try; null where it succeeded.
    error            text collate "C",
    ended_at         timestamptz(3),
    etag             text,
    last_modified    text,
    body_hash        text collate "C",
    -- Where it says that it moved for good, and how many fetches in a row said so.
    moved_to         text collate "C",
    moves            integer not null default 0,
    interval_minutes integer,
    newest_at        timestamptz(3),
    title            text,
    site_url         text,
    -- Of its last document; 0 before the first.
    version          integer not null default 0,
    -- The hashes of the posts of its last document, by identity.
    entries          jsonb not null default '{}'
  );
  create unique index sources_by_url on feeds.sources (url, only_tenant) nulls not distinct;
  create index sources_due on feeds.sources (due_at) where due_at is not null;
  create index sources_claimed on feeds.sources (host) where claim is not null;

  create table feeds.hosts (
    host    text collate "C" primary key,
    -- When the next request may be sent to it.
    next_at timestamptz(3) not null default now()
  );
  create index hosts_by_time on feeds.hosts (next_at);

  create table feeds.documents (
    source_id  uuid not null references feeds.sources on delete cascade,
    version    integer not null,
    posts      jsonb not null,
    fetched_at timestamptz(3) not null default now(),
    primary key (source_id, version)
  );
  create index documents_by_age on feeds.documents (fetched_at);

  grant select, insert, update, delete on feeds.sources, feeds.hosts, feeds.documents to palier_cross_tenant`,
  declareSharedTable('feeds.sources', {
    holds: 'A feed that tenants follow: its address, when it is fetched, and what became of the last fetch.',
    through: 'functions',
    uuids: { only_tenant: 'tenants', claim: 'a fetch under way' },
  }),
  declareSharedTable('feeds.hosts', {
    holds: 'When the next request may be sent to a host.',
    through: 'functions',
    retention: { column: 'next_at', after: '1 day' },
  }),
  declareSharedTable('feeds.documents', {
    holds: 'The posts of a feed as it was fetched, until its followers have them.',
    through: 'functions',
    retention: { column: 'fetched_at', after: '7 days' },
  }),
);
