import { declareTenantTable, migration } from '#platform/database';

/** The icon and the screenshots of an app. */
export const CatalogImages1763700004300 = migration(
  `create table catalog.images (
    tenant_id    uuid not null,
    id           uuid not null,
    app_id       uuid not null,
    kind         text collate "C" not null check (kind in ('icon', 'screenshot')),
    position     integer not null check (position >= 0),
    -- Of the large size, in pixels.
    width        integer not null check (width > 0),
    height       integer not null check (height > 0),
    caption      text check (length(caption) between 1 and 200),
    small        text collate "C" not null,
    small_bytes  bigint not null check (small_bytes >= 0),
    medium       text collate "C" not null,
    medium_bytes bigint not null check (medium_bytes >= 0),
    large        text collate "C" not null,
    large_bytes  bigint not null check (large_bytes >= 0),
    created_at   timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, app_id) references catalog.apps (tenant_id, id) on delete cascade
  );
  create index images_by_app on catalog.images (tenant_id, app_id, kind, position, id);
  create unique index images_one_icon on catalog.images (tenant_id, app_id) where kind = 'icon';
  create index images_by_small on catalog.images (tenant_id, small);
  create index images_by_medium on catalog.images (tenant_id, medium);
  create index images_by_large on catalog.images (tenant_id, large);
  grant select, insert, delete on catalog.images to palier_app;
  grant update (position, caption) on catalog.images to palier_app`,
  // Lists show the icon of each app: so they read it where they read the rest.
  `alter table catalog.apps add column icon jsonb;
  grant update (icon) on catalog.apps to palier_app`,
  declareTenantTable('catalog.images', {
    holds: 'The icon or a screenshot of an app in three sizes, with a caption.',
    blobs: { small: 'small_bytes', medium: 'medium_bytes', large: 'large_bytes' },
  }),
);
