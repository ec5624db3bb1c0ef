import { declareTenantTable, functionsOf, migration } from '#platform/database';

/** The posts that tenants received. */
export const FeedsPosts1763700006100 = migration(
  `create table feeds.posts (
    tenant_id       uuid not null,
    -- Made of the subscription and of what identifies the post in its feed, so that it is stored once.
    id              uuid not null,
    subscription_id uuid not null,
    url             text,
    title           text not null,
    author          text,
    content         text not null,
    excerpt         text not null,
    image           text,
    tags            text[] not null,
    attachments     jsonb not null,
    published_at    timestamptz(3),
    -- What it is sorted by: when it was published, or received where that is unknown or later.
    sorted_at       timestamptz(3) not null,
    hash            bytea not null,
    version         integer not null default 1,
    received_at     timestamptz(3) not null default now(),
    updated_at      timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, subscription_id) references feeds.subscriptions on delete cascade
  );
  create index posts_by_time on feeds.posts (tenant_id, sorted_at, id);
  create index posts_of_subscription on feeds.posts (tenant_id, subscription_id, sorted_at, id);
  create index posts_by_reception on feeds.posts (received_at);
  create index posts_of_tenant_by_reception on feeds.posts (tenant_id, received_at);

  create table feeds.post_versions (
    tenant_id   uuid not null,
    post_id     uuid not null,
    version     integer not null,
    url         text,
    title       text not null,
    author      text,
    content     text not null,
    received_at timestamptz(3) not null,
    primary key (tenant_id, post_id, version),
    foreign key (tenant_id, post_id) references feeds.posts on delete cascade
  );
  grant select on feeds.posts, feeds.post_versions to palier_app;

  create policy cross_tenant on feeds.posts to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on feeds.post_versions to palier_cross_tenant using (true) with check (true);
  grant select, insert, update, delete on feeds.posts, feeds.post_versions to palier_cross_tenant`,
  functionsOf('feeds/posts/keep-version.sql'),
  `create trigger keep_version after update on feeds.posts for each row when (old.hash is distinct from new.hash)
    execute function feeds.keep_version()`,
  declareTenantTable('feeds.posts', {
    holds: 'A post of a feed, as the tenant received it.',
    uuids: { subscription_id: 'feeds.subscriptions' },
    retention: { column: 'received_at', after: '365 days', shortest: '7 days' },
  }),
  declareTenantTable('feeds.post_versions', { holds: 'What an edit of a post replaced.' }),
);
