-- The schema feeds as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema feeds to palier_app;
grant usage on schema feeds to palier_backup;
grant usage on schema feeds to palier_cross_tenant;

-- The posts of a feed as it was fetched, until its followers have them, and digests of what they were made of. (shared)
create table feeds.documents (
  source_id uuid not null,
  version integer not null,
  posts jsonb not null,
  fetched_at timestamptz(3) not null default now(),
  digests bytea,
  constraint documents_pkey primary key (source_id, version),
  constraint documents_source_id_fkey foreign key (source_id) references feeds.sources(id) on delete cascade
);
create index documents_by_age on feeds.documents (fetched_at);
-- No row level security.
grant delete, insert, select, update on feeds.documents to palier_cross_tenant;

-- What a tenant keeps, drops or marks of what its feeds bring. (tenant)
create table feeds.filters (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null generated always as (lower(name)) stored,
  action text not null,
  subscription_id uuid,
  folder_id uuid,
  fields text[] not null,
  terms text[] not null,
  keys text[] not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint filters_pkey primary key (tenant_id, id),
  constraint filters_by_name unique (tenant_id, name_key),
  constraint filters_tenant_id_folder_id_fkey foreign key (tenant_id, folder_id) references feeds.folders(tenant_id, id) on delete cascade,
  constraint filters_tenant_id_subscription_id_fkey foreign key (tenant_id, subscription_id) references feeds.subscriptions(tenant_id, id) on delete cascade,
  constraint filters_action_check check (action in ('keep', 'drop', 'mark')),
  constraint filters_check check ((cardinality(keys) = cardinality(terms)) and (array_position(keys, '') is null)),
  constraint filters_fields_check check ((fields <@ array['title', 'author', 'tags', 'content', 'url']) and (cardinality(fields) > 0)),
  constraint filters_name_check check ((length(name) >= 1) and (length(name) <= 100)),
  constraint filters_terms_check check (cardinality(terms) <= 10)
);
create index filters_of_folder on feeds.filters (tenant_id, folder_id) where (folder_id is not null);
create index filters_of_subscription on feeds.filters (tenant_id, subscription_id) where (subscription_id is not null);
-- Row level security: backup, tenant.
create policy cross_tenant on feeds.filters to palier_cross_tenant using (true) with check (true);
grant delete, insert, select, update (name, action, subscription_id, folder_id, fields, terms, keys, version, updated_at) on feeds.filters to palier_app;
grant select, update (version) on feeds.filters to palier_cross_tenant;

-- A folder of feeds. (tenant)
create table feeds.folders (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null generated always as (lower(name)) stored,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint folders_pkey primary key (tenant_id, id),
  constraint folders_name_check check ((length(name) >= 1) and (length(name) <= 100)),
  constraint folders_version_check check (version > 0)
);
create unique index folders_by_name on feeds.folders (tenant_id, name_key);
-- Row level security: backup, tenant.
grant delete, insert, select, update (name, version, updated_at) on feeds.folders to palier_app;

-- When the next request may be sent to a host, by a tenant that looks for feeds, or to a host and port or a feed whose server asked for a pause. (shared)
create table feeds.hosts (
  host text collate "C" not null,
  next_at timestamptz(3) not null default now(),
  constraint hosts_pkey primary key (host)
);
create index hosts_by_time on feeds.hosts (next_at);
-- No row level security.
grant delete, insert, select, update on feeds.hosts to palier_cross_tenant;

-- A feed that a tenant asked to follow, by itself or in an imported OPML file, and what became of it. (tenant)
create table feeds.import_lines (
  tenant_id uuid not null,
  import_id uuid not null,
  line integer not null,
  url text not null,
  credentials bytea,
  title text,
  folder text,
  folder_id uuid,
  interval_minutes integer,
  tags text[] not null,
  status text collate "C" not null,
  error text collate "C",
  subscription_id uuid,
  created_at timestamptz(3) not null default now(),
  constraint import_lines_pkey primary key (tenant_id, import_id, line),
  constraint import_lines_check check ((credentials is null) or (status = 'waiting')),
  constraint import_lines_line_check check (line > 0),
  constraint import_lines_status_check check (status in ('waiting', 'added', 'known', 'refused'))
);
create index import_lines_by_age on feeds.import_lines (created_at);
create index import_lines_by_status on feeds.import_lines (tenant_id, import_id, status, line);
-- Row level security: backup, tenant.
grant insert, select, update (credentials, status, error, subscription_id) on feeds.import_lines to palier_app;

-- That a user gave a post a label. (person)
create table feeds.labelled_posts (
  tenant_id uuid not null,
  user_id uuid not null,
  label_id uuid not null,
  post_id uuid not null,
  sorted_at timestamptz(3) not null,
  constraint labelled_posts_pkey primary key (tenant_id, user_id, label_id, post_id),
  constraint labelled_posts_tenant_id_post_id_fkey foreign key (tenant_id, post_id) references feeds.posts(tenant_id, id) on delete cascade,
  constraint labelled_posts_tenant_id_user_id_label_id_fkey foreign key (tenant_id, user_id, label_id) references feeds.labels(tenant_id, user_id, id) on delete cascade
);
create index labelled_posts_by_time on feeds.labelled_posts (tenant_id, user_id, label_id, sorted_at, post_id);
create index labelled_posts_of_post on feeds.labelled_posts (tenant_id, post_id, user_id, label_id);
-- Row level security: backup, erased_user_id, person, tenant.
create policy cross_tenant on feeds.labelled_posts to palier_cross_tenant using (true);
-- Triggers: erased_user_id.
grant delete, insert, select on feeds.labelled_posts to palier_app;
grant select on feeds.labelled_posts to palier_cross_tenant;

-- A label that a user gives posts. (person)
create table feeds.labels (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null generated always as (lower(name)) stored,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint labels_pkey primary key (tenant_id, user_id, id),
  constraint labels_by_name unique (tenant_id, user_id, name_key),
  constraint labels_name_check check ((length(name) >= 1) and (length(name) <= 100))
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (name, version, updated_at) on feeds.labels to palier_app;

-- That a filter marked a post. (tenant)
create table feeds.marked_posts (
  tenant_id uuid not null,
  filter_id uuid not null,
  post_id uuid not null,
  sorted_at timestamptz(3) not null,
  announced boolean not null,
  constraint marked_posts_pkey primary key (tenant_id, filter_id, post_id),
  constraint marked_posts_tenant_id_filter_id_fkey foreign key (tenant_id, filter_id) references feeds.filters(tenant_id, id) on delete cascade,
  constraint marked_posts_tenant_id_post_id_fkey foreign key (tenant_id, post_id) references feeds.posts(tenant_id, id) on delete cascade
);
create index marked_posts_by_time on feeds.marked_posts (tenant_id, filter_id, sorted_at, post_id);
create index marked_posts_of_post on feeds.marked_posts (tenant_id, post_id);
create index marked_posts_to_announce on feeds.marked_posts (tenant_id, filter_id, post_id) where (not announced);
-- Row level security: backup, tenant.
create policy cross_tenant on feeds.marked_posts to palier_cross_tenant using (true) with check (true);
grant delete, select, update (announced) on feeds.marked_posts to palier_app;
grant insert, select on feeds.marked_posts to palier_cross_tenant;

-- How many posts a tenant has received. (tenant)
create table feeds.post_counters (
  tenant_id uuid not null,
  last bigint not null,
  constraint post_counters_pkey primary key (tenant_id),
  constraint post_counters_last_check check (last >= 0)
);
-- Row level security: backup, tenant.
create policy cross_tenant on feeds.post_counters to palier_cross_tenant using (true) with check (true);
grant select on feeds.post_counters to palier_app;
grant insert, select, update on feeds.post_counters to palier_cross_tenant;

-- Whether a user has read or starred a post. (person)
create table feeds.post_states (
  tenant_id uuid not null,
  user_id uuid not null,
  post_id uuid not null,
  subscription_id uuid not null,
  number bigint not null,
  sorted_at timestamptz(3) not null,
  read boolean,
  starred_at timestamptz(3),
  constraint post_states_pkey primary key (tenant_id, user_id, post_id),
  constraint post_states_tenant_id_post_id_fkey foreign key (tenant_id, post_id) references feeds.posts(tenant_id, id) on delete cascade
);
create index post_states_by_post on feeds.post_states (tenant_id, post_id, user_id);
create index post_states_read on feeds.post_states (tenant_id, user_id, subscription_id, number) include (read) where (read is not null);
create index post_states_starred on feeds.post_states (tenant_id, user_id, sorted_at, post_id) where (starred_at is not null);
-- Row level security: backup, erased_user_id, person, tenant.
create policy cross_tenant on feeds.post_states to palier_cross_tenant using (true);
-- Triggers: erased_user_id.
create trigger note_changed_star after update on feeds.post_states for each row when (((new.starred_at is null) <> (old.starred_at is null)))
  execute function feeds.note_star();
create trigger note_lost_star after delete on feeds.post_states for each row when ((old.starred_at is not null))
  execute function feeds.note_star();
create trigger note_new_star after insert on feeds.post_states for each row when ((new.starred_at is not null))
  execute function feeds.note_star();
grant insert, select, update on feeds.post_states to palier_app;
grant select on feeds.post_states to palier_cross_tenant;

-- What an edit of a post replaced. (tenant)
create table feeds.post_versions (
  tenant_id uuid not null,
  post_id uuid not null,
  version integer not null,
  url text,
  title text not null,
  author text,
  content text not null,
  received_at timestamptz(3) not null,
  constraint post_versions_pkey primary key (tenant_id, post_id, version),
  constraint post_versions_tenant_id_post_id_fkey foreign key (tenant_id, post_id) references feeds.posts(tenant_id, id) on delete cascade,
  constraint post_versions_url_check check (url ~ '^https?://[^\u0001-\u0020\u007f-\u009f]+$')
);
-- Row level security: backup, tenant.
create policy cross_tenant on feeds.post_versions to palier_cross_tenant using (true) with check (true);
grant select on feeds.post_versions to palier_app;
grant delete, insert, select, update on feeds.post_versions to palier_cross_tenant;

-- A post of a feed, as the tenant received it. (tenant)
create table feeds.posts (
  tenant_id uuid not null,
  id uuid not null,
  subscription_id uuid not null,
  url text,
  title text not null,
  author text,
  content text not null,
  excerpt text not null,
  image text,
  tags text[] not null,
  attachments jsonb not null,
  published_at timestamptz(3),
  sorted_at timestamptz(3) not null,
  hash bytea not null,
  version integer not null default 1,
  received_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  number bigint,
  starred boolean not null default false,
  search tsvector,
  constraint posts_pkey primary key (tenant_id, id),
  constraint posts_tenant_id_subscription_id_fkey foreign key (tenant_id, subscription_id) references feeds.subscriptions(tenant_id, id) on delete cascade,
  constraint posts_addresses check ((url ~ '^https?://[^\u0001-\u0020\u007f-\u009f]+$') and (image ~ '^https?://[^\u0001-\u0020\u007f-\u009f]+$') and (not (attachments @? '$[*]?(!(@."url" like_regex "^https?://\\S+$"))'::jsonpath)))
);
create index posts_by_reception on feeds.posts (received_at);
create index posts_by_time on feeds.posts (tenant_id, sorted_at, id);
create index posts_by_words_of_tenant on feeds.posts using gin (feeds.words_of_tenant(tenant_id, search));
create index posts_of_subscription on feeds.posts (tenant_id, subscription_id, sorted_at, id);
create index posts_of_subscription_by_number on feeds.posts (tenant_id, subscription_id, number) include (id);
create index posts_of_tenant_by_reception on feeds.posts (tenant_id, received_at);
create unique index posts_by_number on feeds.posts (tenant_id, number);
-- Row level security: backup, tenant.
create policy cross_tenant on feeds.posts to palier_cross_tenant using (true) with check (true);
create trigger keep_version after update on feeds.posts for each row when ((old.hash is distinct from new.hash))
  execute function feeds.keep_version();
grant delete, select on feeds.posts to palier_app;
grant delete, insert, select, update on feeds.posts to palier_cross_tenant;

-- Up to which post of a feed a user has read. (person)
create table feeds.read_marks (
  tenant_id uuid not null,
  user_id uuid not null,
  subscription_id uuid not null,
  number bigint not null,
  constraint read_marks_pkey primary key (tenant_id, user_id, subscription_id),
  constraint read_marks_tenant_id_subscription_id_fkey foreign key (tenant_id, subscription_id) references feeds.subscriptions(tenant_id, id) on delete cascade
);
create index read_marks_by_subscription on feeds.read_marks (tenant_id, subscription_id, user_id);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select, update on feeds.read_marks to palier_app;

-- How many fetches of a feed there were on a day, how many failed, and what they brought. (shared)
create table feeds.source_days (
  source_id uuid not null,
  day date not null,
  fetches integer not null,
  failures integer not null,
  new_posts integer not null default 0,
  slowest_ms integer not null,
  constraint source_days_pkey primary key (source_id, day),
  constraint source_days_source_id_fkey foreign key (source_id) references feeds.sources(id) on delete cascade
);
create index source_days_by_age on feeds.source_days (day);
-- No row level security.
grant insert, select, update on feeds.source_days to palier_cross_tenant;

-- A feed that tenants follow: its address, when it is fetched, what became of the last fetch, and the traits by which Palier recognises its posts. (shared)
create table feeds.sources (
  id uuid not null,
  url text collate "C" not null,
  only_tenant uuid,
  host text collate "C" not null,
  due_at timestamptz(3),
  queued boolean not null default false,
  claim uuid,
  claimed_until timestamptz(3),
  tried_at timestamptz(3),
  succeeded_at timestamptz(3),
  failing_since timestamptz(3),
  failures integer not null default 0,
  error text collate "C",
  ended_at timestamptz(3),
  etag text,
  last_modified text,
  body_hash text collate "C",
  moved_to text collate "C",
  moves integer not null default 0,
  interval_minutes integer,
  newest_at timestamptz(3),
  title text,
  site_url text,
  version integer not null default 0,
  entries jsonb not null default '{}'::jsonb,
  failed_at timestamptz(3)[] not null default '{}'::timestamptz[],
  identities bytea,
  constraint sources_pkey primary key (id),
  constraint sources_failures_check check (failures >= 0),
  constraint sources_url_check check ((url ~ '^https?://') and (length(url) <= 2000))
);
create index sources_claimed on feeds.sources (host) where (claim is not null);
create index sources_due on feeds.sources (due_at) where (due_at is not null);
create unique index sources_by_url on feeds.sources (url, only_tenant) nulls not distinct;
-- No row level security.
create trigger drop_port before insert or update on feeds.sources for each row when ((new.host ~ ':[0-9]+$'))
  execute function feeds.drop_port();
grant delete, insert, select, update on feeds.sources to palier_cross_tenant;

-- A feed that a tenant follows: its own title, folder and tags, and the sealed credentials of its requests. (tenant)
create table feeds.subscriptions (
  tenant_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  url text collate "C" not null,
  private boolean not null default false,
  credentials bytea,
  folder_id uuid,
  title text not null,
  title_key text collate "C" not null generated always as (lower("left"(title, 100))) stored,
  titled boolean not null default false,
  site_url text,
  tags text[] not null default '{}'[],
  paused boolean not null default false,
  interval_minutes integer,
  health_since timestamptz(3),
  filled boolean not null default false,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  sick text collate "C",
  sick_since timestamptz(3) not null default '1970-01-01 00:00:00+00'::timestamptz,
  backfilled boolean not null default false,
  constraint subscriptions_pkey primary key (tenant_id, id),
  constraint subscriptions_tenant_id_folder_id_fkey foreign key (tenant_id, folder_id) references feeds.folders(tenant_id, id),
  constraint subscriptions_addresses check ((url ~ '^https?://[^\u0001-\u0020\u007f-\u009f]+$') and (site_url ~ '^https?://[^\u0001-\u0020\u007f-\u009f]+$')),
  constraint subscriptions_check check ((credentials is null) or private),
  constraint subscriptions_interval_minutes_check check ((interval_minutes >= 15) and (interval_minutes <= 10080)),
  constraint subscriptions_title_check check ((length(title) >= 1) and (length(title) <= 300)),
  constraint subscriptions_version_check check (version > 0)
);
create index subscriptions_all_of_source on feeds.subscriptions (source_id);
create index subscriptions_by_creation on feeds.subscriptions (tenant_id, created_at, id);
create index subscriptions_by_folder_creation on feeds.subscriptions (tenant_id, folder_id, created_at, id);
create index subscriptions_by_folder_title on feeds.subscriptions (tenant_id, folder_id, title_key, id);
create index subscriptions_by_health on feeds.subscriptions (tenant_id, sick, paused, health_since);
create index subscriptions_by_interval on feeds.subscriptions (source_id, interval_minutes) where ((not paused) and (interval_minutes is not null));
create index subscriptions_by_title on feeds.subscriptions (tenant_id, title_key, id);
create index subscriptions_by_url on feeds.subscriptions (tenant_id, url);
create index subscriptions_of_source on feeds.subscriptions (source_id, id) include (tenant_id) where (not paused);
create index subscriptions_sick on feeds.subscriptions (tenant_id, sick_since, id) where (sick is not null);
create index subscriptions_sick_by_state on feeds.subscriptions (tenant_id, sick, sick_since, id) where (sick is not null);
create index subscriptions_sick_of_source on feeds.subscriptions (source_id) where (sick is not null);
create index subscriptions_to_fill on feeds.subscriptions (source_id) where ((not paused) and (not filled));
create unique index subscriptions_by_source on feeds.subscriptions (tenant_id, source_id);
-- Row level security: backup, tenant.
create policy cross_tenant on feeds.subscriptions to palier_cross_tenant using (true) with check (true);
create trigger follow_source before insert on feeds.subscriptions for each row
  execute function feeds.follow_source();
create trigger forget_sickness before insert or update on feeds.subscriptions for each row when (((new.health_since is null) and (new.sick is not null)))
  execute function feeds.forget_sickness();
create trigger forget_sources after delete on feeds.subscriptions referencing old table as removed for each statement
  execute function feeds.forget_sources();
grant delete, insert, select, update (folder_id, title, titled, tags, paused, interval_minutes, health_since, filled, version, updated_at) on feeds.subscriptions to palier_app;
grant select, update (source_id, url, title, site_url, health_since, filled, sick, sick_since, backfilled), select (backfilled) on feeds.subscriptions to palier_cross_tenant;

-- Whether a job waits that fetches the feeds of a tenant. (tenant)
create table feeds.sync_turns (
  tenant_id uuid not null,
  waiting_since timestamptz(3),
  constraint sync_turns_pkey primary key (tenant_id)
);
-- Row level security: backup, tenant.
grant insert, select, update on feeds.sync_turns to palier_app;

-- libs/feeds/sources/ask-host.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.ask_host(asked text)
  returns integer language plpgsql;

-- libs/feeds/posts/chosen-posts.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.chosen_posts(label uuid, mark uuid, words text)
  returns setof uuid language plpgsql stable;

-- libs/feeds/sources/claim-sources.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.claim_source(source uuid)
  returns uuid language sql;

-- libs/feeds/sources/claim-sources.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.claim_sources(most integer)
  returns table(id uuid, claim uuid, url text, private boolean, credentials bytea, etag text, last_modified text, body_hash text, failures integer, interval_minutes integer, newest_at timestamptz) language plpgsql;

-- libs/feeds/sources/post-texts.sql: for its owner
function feeds.comparable(given text, most integer)
  returns text language sql immutable;

-- libs/feeds/health/feed-health.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.days_of(subscription uuid)
  returns table(day date, fetches integer, failures integer, new_posts integer, slowest_ms integer) language sql stable;

-- libs/feeds/sources/deliver-posts.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.deliver_posts(source uuid, document integer, followers uuid[], newcomers uuid[], first integer)
  returns table(served uuid[], unfilled uuid[], next integer, stored bigint, receivers uuid[], marked uuid[]) language sql;

-- libs/feeds/sources/store-document.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.document_digests(source uuid, by uuid)
  returns bytea language sql stable;

-- libs/feeds/sources/drop-port.sql: for its owner
function feeds.drop_port()
  returns trigger language plpgsql;

-- libs/feeds/subscriptions/follow-source.sql: for palier_owner, with the rights of palier_cross_tenant
function feeds.follow_source()
  returns trigger language plpgsql;

-- libs/feeds/sources/deliver-posts.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.followers_after(source uuid, document integer, after uuid, most integer, alone boolean)
  returns table(followers uuid[], more boolean, newcomers boolean) language sql stable;

-- libs/feeds/health/feed-health.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.followers_to_tell(source uuid, after uuid, most integer)
  returns table(tenant_id uuid, id uuid) language sql;

-- libs/feeds/subscriptions/follow-source.sql: for its owner
function feeds.forget_sickness()
  returns trigger language plpgsql;

-- libs/feeds/subscriptions/follow-source.sql: for palier_owner, with the rights of palier_cross_tenant
function feeds.forget_sources()
  returns trigger language plpgsql;

-- libs/feeds/health/feed-health.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.health_changed(source uuid)
  returns boolean language plpgsql;

-- libs/feeds/health/feed-health.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.health_of(subscriptions uuid[])
  returns table(id uuid, tried_at timestamptz, succeeded_at timestamptz, failing_since timestamptz, error text, ended_at timestamptz, due_at timestamptz) language sql stable;

-- libs/feeds/posts/keep-version.sql: for palier_owner, with the rights of palier_cross_tenant
function feeds.keep_version()
  returns trigger language plpgsql;

-- libs/feeds/sources/store-document.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.known_identities(source uuid, by uuid)
  returns bytea language sql stable;

-- libs/feeds/sources/store-document.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.last_posts(source uuid, by uuid, traits integer)
  returns jsonb language sql stable;

-- libs/feeds/subscriptions/follow-source.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.lock_source(subscription uuid)
  returns void language sql;

-- libs/feeds/sources/note-fetch.sql: for its owner, with the rights of palier_cross_tenant
function feeds.move_source(source uuid, target text)
  returns void language plpgsql;

-- libs/feeds/sources/note-fetch.sql: for its owner, with the rights of palier_cross_tenant
function feeds.note_day(source uuid, failed boolean, claim_ends timestamptz)
  returns void language sql;

-- libs/feeds/sources/note-fetch.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.note_failure(source uuid, by uuid, problem text, seconds integer, ended boolean, pause integer)
  returns boolean language plpgsql;

-- libs/feeds/posts/note-star.sql: for palier_owner, with the rights of palier_cross_tenant
function feeds.note_star()
  returns trigger language plpgsql;

-- libs/feeds/sources/note-fetch.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.note_success(source uuid, by uuid, seconds integer, moved text)
  returns integer language plpgsql;

-- libs/feeds/sources/note-fetch.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.note_unchanged(source uuid, by uuid, seconds integer)
  returns boolean language plpgsql;

-- libs/feeds/sources/note-fetch.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.note_validators(source uuid, by uuid, tag text, modified text)
  returns void language sql;

-- libs/feeds/sources/deliver-posts.sql: for palier_cross_tenant
function feeds.post_id(subscription uuid, identity text)
  returns uuid language sql immutable;

-- libs/feeds/posts/words-of-tenant.sql: for its owner
function feeds.query_of(typed text)
  returns tsquery language sql immutable;

-- libs/feeds/posts/words-of-tenant.sql: for its owner
function feeds.query_of_tenant(tenant uuid, query tsquery)
  returns tsquery language sql immutable;

-- libs/feeds/sources/queue-sources.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.queue_due(most integer)
  returns table(tenant_id uuid, sources bigint) language plpgsql;

-- libs/feeds/sources/queue-sources.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.queue_source(subscription uuid)
  returns void language sql;

-- libs/feeds/sources/queue-sources.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.queue_sources()
  returns integer language sql;

-- libs/feeds/sources/claim-sources.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.release_source(source uuid, by uuid)
  returns void language sql;

-- libs/feeds/health/feed-health.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.score_of(subscription uuid)
  returns integer language sql stable;

-- libs/feeds/sources/post-texts.sql: for palier_owner
function feeds.search_of(title text, author text, tags text[], content text)
  returns tsvector language sql immutable;

-- libs/feeds/sources/claim-sources.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.sources_left()
  returns boolean language sql stable;

-- libs/feeds/sources/store-document.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.store_document(source uuid, by uuid, seconds integer, moved text, about jsonb, posts jsonb)
  returns integer language plpgsql;

-- libs/feeds/health/feed-health.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.tell_follower(subscription uuid)
  returns table(failing boolean, reason text, since timestamptz) language plpgsql;

-- libs/feeds/sources/post-texts.sql: for palier_owner
function feeds.text_of(content text)
  returns text language sql immutable;

-- libs/feeds/posts/words-of-tenant.sql: for its owner
function feeds.typed_words(typed text)
  returns text[] language sql immutable;

-- libs/feeds/sources/post-texts.sql: for palier_owner
function feeds.with_whole_runs(content text)
  returns text language sql immutable;

-- libs/feeds/posts/words-of-tenant.sql: for palier_owner
function feeds.words_of_tenant(tenant uuid, search tsvector)
  returns tsvector language sql immutable;
