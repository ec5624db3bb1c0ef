import { declareTable, migration } from '#platform/database';

// What a change tells is copied: it is read after its app is gone.
const table = `
  create table catalog.changes (
    tenant_id uuid not null,
    position  integer not null check (position > 0),
    kind      text collate "C" not null check (kind in ('published', 'yanked', 'changed', 'removed')),
    slug      text collate "C" not null,
    version   text collate "C",
    at        timestamptz(3) not null,
    primary key (tenant_id, position)
  );
  create index changes_by_time on catalog.changes (at);
  grant select on catalog.changes to palier_app`;

/**
 * Positions of a tenant have no gap, and are committed in their order: the lock is held until the transaction has ended and
 * is seen to have, so whoever reads a position reads all before it. A sequence would show 8 while 7 is still being committed.
 *
 * The triggers are deferred to the commit. So the lock is the last that a transaction takes, after the locks of apps,
 * versions, tags and quotas in whatever order: it waits for nothing while it holds this one, and two cannot wait for each
 * other. And it is held for the commit alone.
 *
 * The highest row of a tenant is never deleted but by a purge: from it the next position follows.
 *
 * The tenant of the row is in force already, but not for SQL that an operator runs as the owner of the server.
 */
const recording = `
  create function catalog.add_change(tenant uuid, what text, app text, which text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended('catalog.changes:' || tenant, 0));
    -- A statement of its own: it sees what was committed while the lock was waited for.
    insert into catalog.changes (tenant_id, position, kind, slug, version, at)
    select tenant, coalesce(max(position), 0) + 1, what, app, which, clock_timestamp()
    from catalog.changes where tenant_id = tenant;
  end $$;

  -- Of apps that the store does not list nobody is told. Here \`listed\` may not say so yet, or not any more.
  create function catalog.record_version_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    shown text;
  begin
    perform set_config('app.tenant_id', new.tenant_id::text, true);
    select slug into shown from catalog.apps
    where tenant_id = new.tenant_id and id = new.app_id and not archived and not deleting;
    if found then
      perform catalog.add_change(new.tenant_id, tg_argv[0], shown, case when tg_argv[0] <> 'changed' then new.version end);
    end if;
    return null;
  end $$;

  create function catalog.record_app_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    perform set_config('app.tenant_id', new.tenant_id::text, true);
    perform catalog.add_change(new.tenant_id, tg_argv[0], new.slug, null);
    return null;
  end $$`;

// An import publishes a version again: the same number with other files. What is deleted was yanked, or its app was left out.
const ofVersions = `
  create constraint trigger record_imported after insert on catalog.versions
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
    execute function catalog.record_version_change('changed')`;

// Another version on the page is told by its publication or yank. \`icon\` is set whenever images changed.
const ofApps = `
  create constraint trigger record_removed after update of listed on catalog.apps
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
    execute function catalog.record_app_change('changed')`;

const highest = `
  create function catalog.is_last_change(tenant uuid, place integer) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
    select not exists (select from catalog.changes where tenant_id = tenant and position > place)
  $$;
  grant execute on function catalog.is_last_change to palier_backup`;

/** What was published, yanked, changed and removed in each store, in the order of commits. */
export const CatalogChanges1763700004800 = migration(
  'CatalogChanges1763700004800',
  table,
  recording,
  ofVersions,
  ofApps,
  highest,
  declareTable('catalog.changes', {
    kind: 'tenant',
    holds: 'That a version was published or yanked, or an app of the store changed or removed.',
    retention: { column: 'at', after: '90 days', except: 'catalog.is_last_change(tenant_id, position)' },
  }),
);
