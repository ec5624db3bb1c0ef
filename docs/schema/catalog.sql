-- The schema catalog as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema catalog to palier_app;
grant usage on schema catalog to palier_backup;
grant usage on schema catalog to palier_cross_tenant;

-- How often an app was viewed and downloaded on a day (UTC). (tenant)
create table catalog.app_days (
  tenant_id uuid not null,
  app_id uuid not null,
  day date not null,
  views bigint not null default 0,
  downloads bigint not null default 0,
  constraint app_days_pkey primary key (tenant_id, app_id, day),
  constraint app_days_tenant_id_app_id_fkey foreign key (tenant_id, app_id) references catalog.apps(tenant_id, id) on delete cascade,
  constraint app_days_downloads_check check (downloads >= 0),
  constraint app_days_views_check check (views >= 0)
);
create index app_days_by_day on catalog.app_days (day);
-- Row level security: backup, tenant.
grant insert, select, update (views, downloads) on catalog.app_days to palier_app;

-- A tag of an app. (tenant)
create table catalog.app_tags (
  tenant_id uuid not null,
  app_id uuid not null,
  tag text collate "C" not null,
  name_key text collate "C" not null,
  created_at timestamptz(3) not null,
  constraint app_tags_pkey primary key (tenant_id, app_id, tag),
  constraint app_tags_tenant_id_app_id_fkey foreign key (tenant_id, app_id) references catalog.apps(tenant_id, id) on delete cascade,
  constraint app_tags_tag_check check ((length(tag) >= 1) and (length(tag) <= 50))
);
create index app_tags_by_creation on catalog.app_tags (tenant_id, tag, created_at, app_id);
create index app_tags_by_name on catalog.app_tags (tenant_id, tag, name_key, app_id);
-- Row level security: backup, tenant.
create trigger count_added after insert on catalog.app_tags referencing new table as added for each statement
  execute function catalog.count_added_tags();
create trigger count_removed after delete on catalog.app_tags referencing old table as removed for each statement
  execute function catalog.count_removed_tags();
grant delete, insert, select on catalog.app_tags to palier_app;

-- An app of a store, with the name of its author as its package gives it. (tenant)
create table catalog.apps (
  tenant_id uuid not null,
  id uuid not null,
  slug text collate "C" not null,
  source text collate "C",
  name text not null,
  name_key text collate "C" not null,
  summary text not null,
  description text not null,
  licence text,
  homepage text,
  author text,
  version text,
  files jsonb not null default '[]'::jsonb,
  file_count integer not null default 0,
  bytes bigint not null default 0,
  digest text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  tags text[] collate "C",
  listed boolean not null default true,
  archived boolean not null default false,
  deleting boolean not null default false,
  revision integer not null default 1,
  icon jsonb,
  download text collate "C" not null default 'ready',
  constraint apps_pkey primary key (tenant_id, id),
  constraint apps_author_check check (length(author) <= 200),
  constraint apps_bytes_check check (bytes >= 0),
  constraint apps_description_check check (octet_length(description) <= 65536),
  constraint apps_download_check check (download in ('ready', 'pending', 'too_large', 'not_kept')),
  constraint apps_file_count_check check (file_count >= 0),
  constraint apps_files_check check (jsonb_array_length(files) <= 10000),
  constraint apps_homepage_check check ((homepage ~ '^https?://[^\u0001-\u0020\u007f-\u009f]+$') and (length(homepage) <= 2000)),
  constraint apps_licence_check check (length(licence) <= 100),
  constraint apps_name_check check ((length(name) >= 1) and (length(name) <= 214)),
  constraint apps_name_key_check check (octet_length(name_key) <= 1000),
  constraint apps_slug_check check ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$') and (length(slug) <= 100)),
  constraint apps_source_check check ((length(source) >= 1) and (length(source) <= 300)),
  constraint apps_summary_check check (length(summary) <= 280),
  constraint apps_tags_check check (cardinality(tags) <= 20),
  constraint apps_version_check check ((length(version) >= 1) and (length(version) <= 100))
);
create index apps_archived_by_creation on catalog.apps (tenant_id, archived, created_at, id);
create index apps_archived_by_name on catalog.apps (tenant_id, archived, name_key, id);
create index apps_archived_by_update on catalog.apps (tenant_id, archived, updated_at, id);
create index apps_by_creation on catalog.apps (tenant_id, created_at, id);
create index apps_by_name on catalog.apps (tenant_id, name_key, id);
create index apps_by_update on catalog.apps (tenant_id, updated_at, id);
create index apps_listed_by_creation on catalog.apps (tenant_id, created_at, id) where listed;
create index apps_listed_by_name on catalog.apps (tenant_id, name_key, id) where listed;
create index apps_pending on catalog.apps (tenant_id, bytes, id) where (download = 'pending');
create unique index apps_by_slug on catalog.apps (tenant_id, slug);
create unique index apps_by_source on catalog.apps (tenant_id, source);
-- Row level security: backup, tenant.
create trigger index_inserted after insert on catalog.apps for each row when (new.listed)
  execute function catalog.index_app();
create trigger index_updated after update of name, summary, description, licence, author, tags, listed, updated_at on catalog.apps for each row when ((old.listed or new.listed))
  execute function catalog.index_app();
create constraint trigger record_changed after update of name, summary, description, tags, licence, author, homepage, archived on catalog.apps deferrable initially deferred for each row when ((new.listed and (((not old.listed) and old.archived) or (old.name <> new.name) or (old.summary <> new.summary) or (old.description <> new.description) or (old.tags <> new.tags) or (old.licence is distinct from new.licence) or (old.author is distinct from new.author) or (old.homepage is distinct from new.homepage))))
  execute function catalog.record_app_change('changed');
create constraint trigger record_images after update of icon on catalog.apps deferrable initially deferred for each row when (new.listed)
  execute function catalog.record_app_change('changed');
create constraint trigger record_removed after update of listed on catalog.apps deferrable initially deferred for each row when ((old.listed and (not new.listed)))
  execute function catalog.record_app_change('removed');
create trigger repeat_name_key after update of name_key on catalog.apps for each row when ((old.name_key is distinct from new.name_key))
  execute function catalog.repeat_name_key();
grant delete, insert, select, update (name, name_key, summary, description, licence, homepage, author, version, files, file_count, bytes, digest, updated_at, tags, listed, archived, deleting, revision, icon, download) on catalog.apps to palier_app;

-- An uploaded archive that is still to be unpacked into a version. (tenant)
create table catalog.archives (
  tenant_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  bytes bigint not null,
  digest text collate "C" not null,
  uploaded_at timestamptz(3) not null default now(),
  constraint archives_pkey primary key (tenant_id, id),
  constraint archives_tenant_id_version_id_fkey foreign key (tenant_id, version_id) references catalog.versions(tenant_id, id) on delete cascade,
  constraint archives_bytes_check check (bytes >= 0)
);
create index archives_by_digest on catalog.archives (tenant_id, digest);
create index archives_by_version on catalog.archives (tenant_id, version_id);
-- Row level security: backup, tenant.
-- Triggers: release_digest.
grant delete, insert, select on catalog.archives to palier_app;

-- Which operation makes the ZIP of a version. (tenant)
create table catalog.bundle_requests (
  tenant_id uuid not null,
  version_id uuid not null,
  operation_id uuid,
  constraint bundle_requests_pkey primary key (tenant_id, version_id),
  constraint bundle_requests_tenant_id_version_id_fkey foreign key (tenant_id, version_id) references catalog.versions(tenant_id, id) on delete cascade
);
-- Row level security: backup, tenant.
grant delete, insert, select, update (operation_id) on catalog.bundle_requests to palier_app;

-- The ZIP in which a version is downloaded, with its signature. (tenant)
create table catalog.bundles (
  tenant_id uuid not null,
  version_id uuid not null,
  digest text collate "C" not null,
  bytes bigint not null,
  manifest_digest text collate "C" not null,
  signature text collate "C" not null,
  key_id text collate "C" not null,
  made_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3) not null default now(),
  format smallint not null default 1,
  constraint bundles_pkey primary key (tenant_id, version_id),
  constraint bundles_tenant_id_version_id_fkey foreign key (tenant_id, version_id) references catalog.versions(tenant_id, id) on delete cascade,
  constraint bundles_bytes_check check (bytes > 0),
  constraint bundles_key_id_check check (length(key_id) = 43),
  constraint bundles_manifest_digest_check check (length(manifest_digest) = 64),
  constraint bundles_signature_check check (length(signature) = 86)
);
create index bundles_by_digest on catalog.bundles (tenant_id, digest);
create index bundles_by_use on catalog.bundles (last_used_at) include (bytes);
-- Row level security: backup, tenant.
create policy cross_tenant on catalog.bundles to palier_cross_tenant using (true) with check (true);
-- Triggers: release_digest.
grant delete, insert, select, update (last_used_at) on catalog.bundles to palier_app;
grant select, update (last_used_at) on catalog.bundles to palier_cross_tenant;

-- That a version was published or yanked, or an app of the store changed or removed. (tenant)
create table catalog.changes (
  tenant_id uuid not null,
  position integer not null,
  kind text collate "C" not null,
  slug text collate "C" not null,
  version text collate "C",
  at timestamptz(3) not null,
  constraint changes_pkey primary key (tenant_id, "position"),
  constraint changes_kind_check check (kind in ('published', 'yanked', 'changed', 'removed')),
  constraint changes_position_check check ("position" > 0)
);
create index changes_by_time on catalog.changes (at);
-- Row level security: backup, tenant.
grant select on catalog.changes to palier_app;

-- A link to a download that was counted; links work for an hour. (tenant)
create table catalog.counted_links (
  tenant_id uuid not null,
  link_id uuid not null,
  counted_at timestamptz(3) not null default now(),
  constraint counted_links_pkey primary key (tenant_id, link_id)
);
create index counted_links_by_time on catalog.counted_links (counted_at);
-- Row level security: backup, tenant.
create policy cross_tenant on catalog.counted_links to palier_cross_tenant using (true) with check (true);
grant delete, insert, select on catalog.counted_links to palier_app;
grant insert, select on catalog.counted_links to palier_cross_tenant;

-- How often a version was downloaded on a day (UTC). (tenant)
create table catalog.download_counts (
  tenant_id uuid not null,
  version_id uuid not null,
  day date not null,
  app_id uuid not null,
  downloads bigint not null,
  constraint download_counts_pkey primary key (tenant_id, version_id, day),
  constraint download_counts_tenant_id_version_id_fkey foreign key (tenant_id, version_id) references catalog.versions(tenant_id, id) on delete cascade,
  constraint download_counts_downloads_check check (downloads > 0)
);
create index download_counts_by_app on catalog.download_counts (tenant_id, app_id, day);
-- Row level security: backup, tenant.
create policy cross_tenant on catalog.download_counts to palier_cross_tenant using (true) with check (true);
grant delete, insert, select, update (downloads) on catalog.download_counts to palier_app;
grant insert, select, update on catalog.download_counts to palier_cross_tenant;

-- The icon or a screenshot of an app in three sizes, with a caption. (tenant)
create table catalog.images (
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  kind text collate "C" not null,
  position integer not null,
  width integer not null,
  height integer not null,
  caption text,
  small text collate "C" not null,
  small_bytes bigint not null,
  medium text collate "C" not null,
  medium_bytes bigint not null,
  large text collate "C" not null,
  large_bytes bigint not null,
  created_at timestamptz(3) not null default now(),
  constraint images_pkey primary key (tenant_id, id),
  constraint images_tenant_id_app_id_fkey foreign key (tenant_id, app_id) references catalog.apps(tenant_id, id) on delete cascade,
  constraint images_caption_check check ((length(caption) >= 1) and (length(caption) <= 200)),
  constraint images_height_check check (height > 0),
  constraint images_kind_check check (kind in ('icon', 'screenshot')),
  constraint images_large_bytes_check check (large_bytes >= 0),
  constraint images_medium_bytes_check check (medium_bytes >= 0),
  constraint images_position_check check ("position" >= 0),
  constraint images_small_bytes_check check (small_bytes >= 0),
  constraint images_width_check check (width > 0)
);
create index images_by_app on catalog.images (tenant_id, app_id, kind, "position", id);
create index images_by_large on catalog.images (tenant_id, large);
create index images_by_medium on catalog.images (tenant_id, medium);
create index images_by_small on catalog.images (tenant_id, small);
create unique index images_one_icon on catalog.images (tenant_id, app_id) where (kind = 'icon');
-- Row level security: backup, tenant.
-- Triggers: release_large, release_medium, release_small.
grant delete, insert, select, update (position, caption) on catalog.images to palier_app;

-- What the store finds an app by: its words, tags, licence, author and place in each order. (search)
create table catalog.search_entries (
  tenant_id uuid not null,
  app_id uuid not null,
  name_key text collate "C" not null,
  name_words text collate "C" not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  downloads integer not null default 0,
  licence text collate "C",
  author text collate "C",
  tags text[] collate "C" not null,
  head tsvector not null,
  document tsvector not null,
  constraint search_entries_pkey primary key (tenant_id, app_id),
  constraint search_entries_tenant_id_app_id_fkey foreign key (tenant_id, app_id) references catalog.apps(tenant_id, id) on delete cascade,
  constraint search_entries_downloads_check check (downloads >= 0)
);
create index search_entries_by_creation on catalog.search_entries (tenant_id, created_at, app_id);
create index search_entries_by_document on catalog.search_entries using gin (tenant_id, document);
create index search_entries_by_downloads on catalog.search_entries (tenant_id, downloads, app_id);
create index search_entries_by_head on catalog.search_entries using gin (tenant_id, head);
create index search_entries_by_name on catalog.search_entries (tenant_id, name_key, app_id);
create index search_entries_by_tenant_spelling on catalog.search_entries using gin (catalog.spellings_of(tenant_id, name_words));
create index search_entries_by_update on catalog.search_entries (tenant_id, updated_at, app_id);
-- Row level security, not of the owner: backup, tenant.
create policy cross_tenant on catalog.search_entries to palier_cross_tenant using (true) with check (true);
grant select on catalog.search_entries to palier_app;
grant select, update (downloads) on catalog.search_entries to palier_cross_tenant;

-- How many apps have a tag. (tenant)
create table catalog.tag_counts (
  tenant_id uuid not null,
  tag text collate "C" not null,
  apps integer not null,
  rarity integer not null generated always as ((- apps)) stored,
  constraint tag_counts_pkey primary key (tenant_id, tag),
  constraint tag_counts_apps_check check (apps >= 0)
);
create index tag_counts_by_rarity on catalog.tag_counts (tenant_id, rarity, tag);
-- Row level security: backup, tenant.
grant select on catalog.tag_counts to palier_app;

-- The path and the size of a file of a version, and the digest of its content. (tenant)
create table catalog.version_files (
  tenant_id uuid not null,
  version_id uuid not null,
  path text collate "C" not null,
  path_key text collate "C",
  bytes bigint not null,
  digest text collate "C",
  constraint version_files_pkey primary key (tenant_id, version_id, path),
  constraint version_files_tenant_id_version_id_path_key_key unique (tenant_id, version_id, path_key),
  constraint version_files_tenant_id_version_id_fkey foreign key (tenant_id, version_id) references catalog.versions(tenant_id, id) on delete cascade,
  constraint version_files_bytes_check check (bytes >= 0),
  constraint version_files_path_check check (platform.is_file_path(path))
);
create index version_files_by_digest on catalog.version_files (tenant_id, digest);
-- Row level security: backup, tenant.
-- Triggers: release_digest.
grant delete, insert, select on catalog.version_files to palier_app;

-- A step of the publication of a version: who, when, and why it failed. (tenant)
create table catalog.version_steps (
  tenant_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  step text collate "C" not null,
  actor_kind text collate "C" not null,
  actor_id uuid,
  problem jsonb,
  note text,
  taken_at timestamptz(3) not null default now(),
  constraint version_steps_pkey primary key (tenant_id, id),
  constraint version_steps_tenant_id_version_id_fkey foreign key (tenant_id, version_id) references catalog.versions(tenant_id, id) on delete cascade,
  constraint version_steps_note_check check (length(note) <= 500),
  constraint version_steps_step_check check (step in ('created', 'unpacked', 'unpacking-failed', 'checking', 'check-failed', 'published', 'yanked', 'imported'))
);
create index version_steps_by_actor on catalog.version_steps (tenant_id, actor_id);
create index version_steps_by_version on catalog.version_steps (tenant_id, version_id, id);
-- Row level security: backup, erased_actor_id, tenant.
-- Triggers: erased_actor_id.
grant insert, select, update (actor_id) on catalog.version_steps to palier_app;

-- A version of an app, with its changelog. (tenant)
create table catalog.versions (
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  version text collate "C" not null,
  state text collate "C" not null,
  changelog text not null default '',
  kept boolean not null default true,
  file_count integer not null default 0,
  bytes bigint not null default 0,
  operation_id uuid,
  yank_reason text,
  revision integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  published_at timestamptz(3),
  constraint versions_pkey primary key (tenant_id, id),
  constraint versions_tenant_id_app_id_version_key unique (tenant_id, app_id, version),
  constraint versions_tenant_id_app_id_fkey foreign key (tenant_id, app_id) references catalog.apps(tenant_id, id) on delete cascade,
  constraint versions_bytes_check check (bytes >= 0),
  constraint versions_changelog_check check (octet_length(changelog) <= 65536),
  constraint versions_file_count_check check (file_count >= 0),
  constraint versions_state_check check (state in ('draft', 'checking', 'published', 'yanked')),
  constraint versions_version_check check ((length(version) >= 1) and (length(version) <= 100)),
  constraint versions_yank_reason_check check ((length(yank_reason) >= 1) and (length(yank_reason) <= 500))
);
create index versions_by_creation on catalog.versions (tenant_id, app_id, created_at, id);
create index versions_by_state on catalog.versions (tenant_id, app_id, state, created_at, id);
-- Row level security: backup, tenant.
create policy cross_tenant on catalog.versions for select to palier_cross_tenant using (true);
create constraint trigger record_changelog after update of changelog on catalog.versions deferrable initially deferred for each row when (((old.state = 'published') and (new.state = 'published') and (old.changelog <> new.changelog)))
  execute function catalog.record_version_change('changed');
create constraint trigger record_imported after insert on catalog.versions deferrable initially deferred for each row when ((new.state = 'published'))
  execute function catalog.record_version_change('published');
create constraint trigger record_published after update of state on catalog.versions deferrable initially deferred for each row when (((new.state = 'published') and ((old.state <> 'published') or (old.published_at is distinct from new.published_at))))
  execute function catalog.record_version_change('published');
create constraint trigger record_yanked after update of state on catalog.versions deferrable initially deferred for each row when (((old.state = 'published') and (new.state = 'yanked')))
  execute function catalog.record_version_change('yanked');
grant delete, insert, select, update (state, changelog, kept, file_count, bytes, operation_id, yank_reason, revision, updated_at, published_at) on catalog.versions to palier_app;
grant select on catalog.versions to palier_cross_tenant;

-- libs/catalog/changes/record-changes.sql: for its owner
function catalog.add_change(tenant uuid, what text, app text, which text)
  returns void language plpgsql;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.all_matching(words text, filter text, fuzzy boolean)
  returns text language sql immutable;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.apps_alike(words text, filter text, fuzzy boolean)
  returns text language sql immutable;

-- libs/catalog/bundles/bundles-to-evict.sql: for palier_app, with the rights of palier_backup
function catalog.bundles_to_evict(budget bigint, idle interval, most integer)
  returns table(tenant_id uuid, version_ids uuid[]) language sql stable;

-- libs/catalog/tags/count-tags.sql: for its owner, with the rights of palier_owner
function catalog.count_added_tags()
  returns trigger language plpgsql;

-- libs/catalog/search/search-apps.sql: for palier_app, with the rights of palier_owner
function catalog.count_facets(typed text, filter text, fuzzy boolean, most integer)
  returns table(facet text, value text, apps integer) language plpgsql stable;

-- libs/catalog/search/search-apps.sql: for palier_app, with the rights of palier_owner
function catalog.count_found_apps(typed text, filter text, fuzzy boolean, upto integer)
  returns integer language plpgsql stable;

-- libs/catalog/tags/count-tags.sql: for its owner, with the rights of palier_owner
function catalog.count_removed_tags()
  returns trigger language plpgsql;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.entries_with(score text, filter text, condition text)
  returns text language sql immutable;

-- libs/catalog/search/index-app.sql: for its owner
function catalog.entry_of(app catalog.apps)
  returns catalog.search_entries language plpgsql stable;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.in_document(words text)
  returns text language sql immutable;

-- libs/catalog/search/index-app.sql: for its owner, with the rights of palier_owner
function catalog.index_app()
  returns trigger language plpgsql;

-- libs/catalog/changes/record-changes.sql: for palier_backup
function catalog.is_last_change(tenant uuid, place integer)
  returns boolean language sql stable;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.is_misspelled(typed text, meant text, begins boolean)
  returns boolean language plpgsql immutable;

-- libs/catalog/search/spellings.sql: for palier_cross_tenant
function catalog.left_out(given text)
  returns text[] language sql immutable;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.likeness(words text, name_words text, downloads integer)
  returns integer language plpgsql immutable;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.matching_apps(words text, filter text)
  returns text language sql immutable;

-- libs/catalog/downloads/note-bundle-use.sql: for palier_app, with the rights of palier_cross_tenant
function catalog.note_bundle_use(tenants uuid[], versions uuid[])
  returns void language sql;

-- libs/catalog/search/words.sql: for its owner
function catalog.query_of(words text)
  returns tsquery language sql immutable;

-- libs/catalog/search/rank-downloads.sql: for palier_app, with the rights of palier_cross_tenant
function catalog.rank_downloads(since date, after_tenant uuid, after_app uuid, most integer)
  returns table(of_tenant uuid, of_app uuid, ranked boolean) language plpgsql;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.ranked_apps(words text, filter text, fuzzy boolean)
  returns text[] language sql immutable;

-- libs/catalog/changes/record-changes.sql: for its owner, with the rights of palier_owner
function catalog.record_app_change()
  returns trigger language plpgsql;

-- libs/catalog/changes/record-changes.sql: for its owner, with the rights of palier_owner
function catalog.record_version_change()
  returns trigger language plpgsql;

-- libs/catalog/apps/repeat-name-key.sql: for its owner, with the rights of palier_owner
function catalog.repeat_name_key()
  returns trigger language plpgsql;

-- libs/catalog/search/search-apps.sql: for palier_app, with the rights of palier_owner
function catalog.search_apps(typed text, filter text, fuzzy boolean, sort text, descending boolean, after_key text, after_id uuid, most integer, skip integer)
  returns table(app_id uuid, number integer, alike boolean) language plpgsql;

-- libs/catalog/search/words.sql: for its owner
function catalog.searchable(given text)
  returns text language sql immutable;

-- libs/catalog/search/search-apps.sql: for palier_app, with the rights of palier_owner
function catalog.similar_apps(typed text, most integer)
  returns table(app_id uuid) language plpgsql stable;

-- libs/catalog/search/matching-apps.sql: for its owner
function catalog.similar_entries(words text, filter text)
  returns text language sql immutable;

-- libs/catalog/search/spellings.sql: for its owner
function catalog.spellings_near(tenant uuid, kind text, typed text, cut integer)
  returns integer[] language sql immutable;

-- libs/catalog/search/spellings.sql: for palier_cross_tenant
function catalog.spellings_of(tenant uuid, name_words text)
  returns integer[] language sql immutable;

-- libs/catalog/search/words.sql: for its owner
function catalog.tenant_in_force()
  returns uuid language sql stable;

-- libs/catalog/search/index-app.sql: for its owner
function catalog.vector_of(words text)
  returns tsvector language sql immutable;

-- libs/catalog/search/words.sql: for its owner
function catalog.with_runs(words text, searched text)
  returns text language sql immutable;

-- libs/catalog/search/words.sql: for its owner
function catalog.words_of(typed text)
  returns text language sql immutable;
