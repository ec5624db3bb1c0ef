import { declarePersonTable, migration, user } from '#platform/database';

/** Each user gives posts labels of their own. */
export const FeedsLabels1763700006900 = migration(
  `create table feeds.labels (
    tenant_id  uuid not null,
    user_id    uuid not null,
    id         uuid not null,
    name       text not null check (length(name) between 1 and 100),
    name_key   text collate "C" not null generated always as (lower(name)) stored,
    version    integer not null default 1,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    constraint labels_by_name unique (tenant_id, user_id, name_key)
  );
  grant select, insert, delete, update (name, version, updated_at) on feeds.labels to palier_app;

  create table feeds.labelled_posts (
    tenant_id uuid not null,
    user_id   uuid not null,
    label_id  uuid not null,
    post_id   uuid not null,
    -- Of the post.
    sorted_at timestamptz(3) not null,
    primary key (tenant_id, user_id, label_id, post_id),
    foreign key (tenant_id, user_id, label_id) references feeds.labels on delete cascade,
    foreign key (tenant_id, post_id) references feeds.posts on delete cascade
  );
  create index labelled_posts_by_time on feeds.labelled_posts (tenant_id, user_id, label_id, sorted_at, post_id);
  create index labelled_posts_of_post on feeds.labelled_posts (tenant_id, post_id, user_id, label_id);
  grant select, insert, delete on feeds.labelled_posts to palier_app`,
  declarePersonTable('feeds.labels', {
    holds: 'A label that a user gives posts.',
    persons: [user('user_id', 'delete', 'id, name, created_at')],
  }),
  declarePersonTable('feeds.labelled_posts', {
    holds: 'That a user gave a post a label.',
    persons: [user('user_id', 'delete', 'label_id, post_id')],
    uuids: { label_id: 'feeds.labels', post_id: 'feeds.posts' },
  }),
);
