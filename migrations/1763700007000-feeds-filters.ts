import { declareTenantTable, migration } from '#platform/database';

/** Each tenant filters what its feeds bring, and finds posts by their words. */
export const FeedsFilters1763700007000 = migration(
  // One way to compare and find texts, for all contexts.
  `grant usage on schema platform to palier_cross_tenant`,
  `create table feeds.filters (
    tenant_id       uuid not null,
    id              uuid not null,
    name            text not null check (length(name) between 1 and 100),
    name_key        text collate "C" not null generated always as (lower(name)) stored,
    action          text not null check (action in ('keep', 'drop', 'mark')),
    -- Of these posts alone; of all where both are null.
    subscription_id uuid,
    folder_id       uuid,
    fields          text[] not null check (fields <@ array['title', 'author', 'tags', 'content', 'url'] and cardinality(fields) > 0),
    terms           text[] not null check (cardinality(terms) <= 10),
    -- As texts are compared. An empty one would be found in each text.
    keys            text[] not null check (cardinality(keys) = cardinality(terms) and array_position(keys, '') is null),
    version         integer not null default 1,
    created_at      timestamptz(3) not null default now(),
    updated_at      timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    constraint filters_by_name unique (tenant_id, name_key),
    foreign key (tenant_id, subscription_id) references feeds.subscriptions on delete cascade,
    foreign key (tenant_id, folder_id) references feeds.folders on delete cascade
  );
  create index filters_of_subscription on feeds.filters (tenant_id, subscription_id) where subscription_id is not null;
  create index filters_of_folder on feeds.filters (tenant_id, folder_id) where folder_id is not null;
  grant select, insert, delete, update (name, action, subscription_id, folder_id, fields, terms, keys, version, updated_at)
    on feeds.filters to palier_app;
  create policy cross_tenant on feeds.filters to palier_cross_tenant using (true) with check (true);
  -- The right to update lets them be locked.
  grant select, update (version) on feeds.filters to palier_cross_tenant;

  create table feeds.marked_posts (
    tenant_id uuid not null,
    filter_id uuid not null,
    post_id   uuid not null,
    -- Of the post.
    sorted_at timestamptz(3) not null,
    -- Whether an event told of it.
    announced boolean not null,
    primary key (tenant_id, filter_id, post_id),
    foreign key (tenant_id, filter_id) references feeds.filters on delete cascade,
    foreign key (tenant_id, post_id) references feeds.posts on delete cascade
  );
  create index marked_posts_by_time on feeds.marked_posts (tenant_id, filter_id, sorted_at, post_id);
  create index marked_posts_of_post on feeds.marked_posts (tenant_id, post_id);
  create index marked_posts_to_announce on feeds.marked_posts (tenant_id, filter_id, post_id) where not announced;
  grant select, update (announced), delete on feeds.marked_posts to palier_app;
  create policy cross_tenant on feeds.marked_posts to palier_cross_tenant using (true) with check (true);
  grant select, insert on feeds.marked_posts to palier_cross_tenant;

  -- What searches find it by; null until an earlier post was read again.
  alter table feeds.posts add column search tsvector;
  create policy cross_tenant on feeds.labelled_posts to palier_cross_tenant using (true);
  grant select on feeds.labelled_posts to palier_cross_tenant`,
  declareTenantTable('feeds.filters', {
    holds: 'What a tenant keeps, drops or marks of what its feeds bring.',
    uuids: { subscription_id: 'feeds.subscriptions', folder_id: 'feeds.folders' },
  }),
  declareTenantTable('feeds.marked_posts', {
    holds: 'That a filter marked a post.',
    uuids: { filter_id: 'feeds.filters', post_id: 'feeds.posts' },
  }),
);
