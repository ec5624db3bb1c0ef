import { declareTenantTable, functionsOf, migration } from '#platform/database';

/** What was published, yanked, changed and removed in each store, in the order of commits. */
export const CatalogChanges1763700004800 = migration(
  // What a change tells is copied: it is read after its app is gone.
  `create table catalog.changes (
    tenant_id uuid not null,
    position  integer not null check (position > 0),
    kind      text collate "C" not null check (kind in ('published', 'yanked', 'changed', 'removed')),
    slug      text collate "C" not null,
    version   text collate "C",
    at        timestamptz(3) not null,
    primary key (tenant_id, position)
  );
  create index changes_by_time on catalog.changes (at);
  grant select on catalog.changes to palier_app`,
  functionsOf('catalog/changes/record-changes.sql'),
  // An import publishes a version again: the same number with other files. What is deleted was yanked, or its app was left out.
  `create constraint trigger record_imported after insert on catalog.versions
    deferrable initially deferred for each row when (new.state = 'published')
    execute function catalog.record_version_change('published');
  create constraint trigger record_published after update of state on catalog.versions
    deferrable initially deferred for each row
    when (new.state = 'published' and (old.state <> 'published' or old.published_at is distinct from new.published_at))
    execute function catalog.record_version_change('published');
  create constraint trigger record_yanked after update of state on catalog.versions
    deferrable initially deferred for each row when (old.state = 'published' and new.state = 'yanked')
    execute function catalog.record_version_change('yanked');
  create constraint trigger record_changelog after update of changelog on catalog.versions
    deferrable initially deferred for each row
    when (old.state = 'published' and new.state = 'published' and old.changelog <> new.changelog)
    execute function catalog.record_version_change('changed')`,
  // Another version on the page is told by its publication or yank. \`icon\` is set whenever images changed.
  `create constraint trigger record_removed after update of listed on catalog.apps
    deferrable initially deferred for each row when (old.listed and not new.listed)
    execute function catalog.record_app_change('removed');
  create constraint trigger record_changed
    after update of name, summary, description, tags, licence, author, homepage, archived on catalog.apps
    deferrable initially deferred for each row
    when (new.listed and (not old.listed and old.archived or old.name <> new.name or old.summary <> new.summary
      or old.description <> new.description or old.tags <> new.tags or old.licence is distinct from new.licence
      or old.author is distinct from new.author or old.homepage is distinct from new.homepage))
    execute function catalog.record_app_change('changed');
  create constraint trigger record_images after update of icon on catalog.apps
    deferrable initially deferred for each row when (new.listed)
    execute function catalog.record_app_change('changed')`,
  declareTenantTable('catalog.changes', {
    holds: 'That a version was published or yanked, or an app of the store changed or removed.',
    retention: { column: 'at', after: '90 days', except: 'catalog.is_last_change(tenant_id, position)' },
  }),
);
