import { declarePersonTable, declareTenantTable, migration, user } from '#platform/database';

/** What each user has read and starred. */
export const FeedsReading1763700006600 = migration(
  `create table feeds.post_counters (
    tenant_id uuid primary key,
    -- The number of the last post of the tenant. Locked until that post is visible: all with smaller numbers are then, too.
    last      bigint not null check (last >= 0)
  );
  grant select on feeds.post_counters to palier_app;
  create policy cross_tenant on feeds.post_counters to palier_cross_tenant using (true) with check (true);
  grant select, insert, update on feeds.post_counters to palier_cross_tenant;

  -- In the order in which the tenant received it.
  alter table feeds.posts add column number bigint`,
  `create table feeds.read_marks (
    tenant_id       uuid not null,
    user_id         uuid not null,
    subscription_id uuid not null,
    -- Up to this number its posts are read, but those of which a state says otherwise.
    number          bigint not null,
    primary key (tenant_id, user_id, subscription_id),
    foreign key (tenant_id, subscription_id) references feeds.subscriptions on delete cascade
  );
  create index read_marks_of_subscription on feeds.read_marks (tenant_id, subscription_id);
  grant select, insert, update on feeds.read_marks to palier_app;

  create table feeds.post_states (
    tenant_id       uuid not null,
    user_id         uuid not null,
    post_id         uuid not null,
    -- Of the post.
    subscription_id uuid not null,
    number          bigint not null,
    sorted_at       timestamptz(3) not null,
    -- Null where the mark of the subscription decides.
    read            boolean,
    starred_at      timestamptz(3),
    primary key (tenant_id, user_id, post_id),
    foreign key (tenant_id, post_id) references feeds.posts on delete cascade
  );
  create index post_states_of_post on feeds.post_states (tenant_id, post_id);
  create index post_states_read on feeds.post_states (tenant_id, user_id, subscription_id, number) include (read) where read is not null;
  create index post_states_starred on feeds.post_states (tenant_id, user_id, sorted_at, post_id) where starred_at is not null;
  grant select, insert, update on feeds.post_states to palier_app`,
  declareTenantTable('feeds.post_counters', { holds: 'How many posts a tenant has received.' }),
  declarePersonTable('feeds.read_marks', {
    holds: 'Up to which post of a feed a user has read.',
    persons: [user('user_id', 'delete', 'subscription_id, number')],
    uuids: { subscription_id: 'feeds.subscriptions' },
  }),
  declarePersonTable('feeds.post_states', {
    holds: 'Whether a user has read or starred a post.',
    persons: [user('user_id', 'delete', 'post_id, read, starred_at')],
    uuids: { post_id: 'feeds.posts', subscription_id: 'feeds.subscriptions' },
  }),
);
