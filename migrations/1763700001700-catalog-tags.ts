import { declareTenantTable, functionsOf, migration } from '#platform/database';

/**
 * The tags of apps, and how many apps carry each tag.
 *
 * `app_tags` repeats an app's sort columns so that each filter × sort has one index to walk; a
 * trigger follows the app's name. `tag_counts` is kept by triggers that run as the owner, so the
 * application can neither forget nor forge a count.
 */
export const CatalogTags1763700001700 = migration(
  `create table catalog.app_tags (
    tenant_id  uuid not null,
    app_id     uuid not null,
    tag        text collate "C" not null check (length(tag) between 1 and 50),
    name_key   text collate "C" not null,
    created_at timestamptz(3) not null,
    primary key (tenant_id, app_id, tag),
    foreign key (tenant_id, app_id) references catalog.apps (tenant_id, id) on delete cascade
  );
  create index app_tags_by_name on catalog.app_tags (tenant_id, tag, name_key, app_id);
  create index app_tags_by_creation on catalog.app_tags (tenant_id, tag, created_at, app_id);

  create table catalog.tag_counts (
    tenant_id uuid not null,
    tag       text collate "C" not null,
    apps      integer not null check (apps >= 0),
    -- "Most used first, then by tag" as one ascending key: a keyset cannot walk mixed directions.
    rarity    integer not null generated always as (-apps) stored,
    primary key (tenant_id, tag)
  );
  create index tag_counts_by_rarity on catalog.tag_counts (tenant_id, rarity, tag);`,
  functionsOf('catalog/tags/count-tags.sql'),
  // Statement triggers count a whole batch at once. Rows are locked in order of tag, so that two
  // batches with common tags wait for each other instead of deadlocking.
  //
  // Removed tags are counted once and then looked up by key. PostgreSQL has no statistics of the table of removed rows: joined with
  // it, 5,000 tags took nine seconds.
  `create trigger count_added after insert on catalog.app_tags
    referencing new table as added for each statement execute function catalog.count_added_tags();
  create trigger count_removed after delete on catalog.app_tags
    referencing old table as removed for each statement execute function catalog.count_removed_tags();`,
  functionsOf('catalog/apps/repeat-name-key.sql'),
  `create trigger repeat_name_key after update of name_key on catalog.apps
    for each row when (old.name_key is distinct from new.name_key) execute function catalog.repeat_name_key();`,
  // Tags are added and removed, never changed.
  `grant select, insert, delete on catalog.app_tags to palier_app;
  grant select on catalog.tag_counts to palier_app;`,
  declareTenantTable('catalog.app_tags', { holds: 'A tag of an app.' }),
  declareTenantTable('catalog.tag_counts', { holds: 'How many apps have a tag.' }),
);
