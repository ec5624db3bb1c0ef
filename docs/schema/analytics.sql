-- The schema analytics as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema analytics to palier_app;
grant usage on schema analytics to palier_backup;
grant usage on schema analytics to palier_cross_tenant;

-- The answer to a question on events: counts, without subjects. (tenant)
create table analytics.answers (
  tenant_id uuid not null,
  id uuid not null,
  kind text collate "C" not null,
  answer json not null,
  made_at timestamptz(3) not null default now(),
  constraint answers_pkey primary key (tenant_id, id)
);
create index answers_by_time on analytics.answers (made_at);
-- Row level security: backup, tenant.
grant insert, select on analytics.answers to palier_app;

-- A property whose values are counted in the events of a name. (tenant)
create table analytics.counted_properties (
  tenant_id uuid not null,
  name text collate "C" not null,
  property text collate "C" not null,
  since timestamptz(3) not null default now(),
  constraint counted_properties_pkey primary key (tenant_id, name, property)
);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.counted_properties for select to palier_cross_tenant using (true);
grant delete, insert, select on analytics.counted_properties to palier_app;
grant select on analytics.counted_properties to palier_cross_tenant;

-- How many events of a day, a name and a value of a property were stored. (tenant)
create table analytics.day_counts (
  tenant_id uuid not null,
  property text collate "C" not null,
  name text collate "C" not null,
  day date not null,
  value text collate "C" not null,
  lane smallint not null,
  events bigint not null,
  constraint day_counts_pkey primary key (tenant_id, property, name, day, value, lane),
  constraint day_counts_events_check check (events > 0)
) with (fillfactor=80);
create index day_counts_by_day on analytics.day_counts (day);
create index day_counts_by_tenant on analytics.day_counts (tenant_id, day);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.day_counts to palier_cross_tenant using (true) with check (true);
grant delete, insert, select on analytics.day_counts to palier_app;
grant insert, select, update on analytics.day_counts to palier_cross_tenant;

-- How many events of an hour and a name were stored, by the day on which they came. (tenant)
create table analytics.event_counts (
  tenant_id uuid not null,
  hour timestamptz(0) not null,
  name text collate "C" not null,
  received_on date not null,
  lane smallint not null,
  events bigint not null,
  constraint event_counts_pkey primary key (tenant_id, hour, name, received_on, lane),
  constraint event_counts_events_check check (events > 0)
) with (fillfactor=80);
create index event_counts_by_hour on analytics.event_counts (hour);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.event_counts to palier_cross_tenant using (true) with check (true);
grant delete, insert, select on analytics.event_counts to palier_app;
grant delete, insert, select, update on analytics.event_counts to palier_cross_tenant;

-- A name of events, and when it was used last. (tenant)
create table analytics.event_names (
  tenant_id uuid not null,
  name text collate "C" not null,
  seen_on date not null,
  constraint event_names_pkey primary key (tenant_id, name)
);
create index event_names_by_day on analytics.event_names (seen_on);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.event_names to palier_cross_tenant using (true);
grant insert, select, update (seen_on) on analytics.event_names to palier_app;
grant select, update (seen_on) on analytics.event_names to palier_cross_tenant;

-- What a client did or saw, as it was sent. (tenant)
create table analytics.events (
  tenant_id uuid not null,
  occurred_at timestamptz(3) not null,
  id uuid not null,
  received_at timestamptz(3) not null default date_trunc('milliseconds', now()),
  name text collate "C" not null,
  subject text collate "C",
  session text collate "C",
  properties json,
  client text collate "C" not null,
  country text collate "C",
  constraint events_pkey primary key (tenant_id, occurred_at, id)
) partition by range (occurred_at);
create index events_by_receipt on analytics.events using brin (received_at) with (pages_per_range='16', autosummarize='on');
create index events_by_subject on analytics.events (tenant_id, subject) where (subject is not null);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.events to palier_cross_tenant using (true) with check (true);
grant select, update (subject) on analytics.events to palier_app;
grant insert, select on analytics.events to palier_cross_tenant;

-- A file with events of the tenant, with their subjects as they were when it was made. The last three are kept. (tenant)
create table analytics.exports (
  tenant_id uuid not null,
  id uuid not null,
  format text collate "C" not null,
  digest text collate "C" not null,
  bytes bigint not null,
  made_at timestamptz(3) not null default now(),
  constraint exports_pkey primary key (tenant_id, id),
  constraint exports_format_check check (format in ('csv', 'ndjson'))
);
create index exports_by_digest on analytics.exports (tenant_id, digest);
create index exports_by_time on analytics.exports (made_at);
-- Row level security: backup, tenant.
-- Triggers: release_digest.
grant delete, insert, select on analytics.exports to palier_app;

-- What became of the events that came in an hour with a key. (tenant)
create table analytics.ledger (
  tenant_id uuid not null,
  hour timestamptz(0) not null,
  key_id uuid not null,
  lane smallint not null,
  received bigint not null,
  stored bigint not null,
  duplicates bigint not null,
  rejected bigint not null,
  sampled bigint not null,
  constraint ledger_pkey primary key (tenant_id, hour, key_id, lane),
  constraint ledger_check check (received = (((stored + duplicates) + rejected) + sampled)),
  constraint ledger_duplicates_check check (duplicates >= 0)
) with (fillfactor=80);
create index ledger_by_hour on analytics.ledger (hour);
create index ledger_sampled on analytics.ledger (tenant_id, hour) where (sampled > 0);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.ledger to palier_cross_tenant using (true) with check (true);
grant select on analytics.ledger to palier_app;
grant insert, select, update on analytics.ledger to palier_cross_tenant;

-- How many events of a minute and a name were stored, of the last hours. (tenant)
create table analytics.minute_counts (
  tenant_id uuid not null,
  minute timestamptz(0) not null,
  name text collate "C" not null,
  lane smallint not null,
  events bigint not null,
  constraint minute_counts_pkey primary key (tenant_id, minute, name, lane),
  constraint minute_counts_events_check check (events > 0)
) with (fillfactor=80);
create index minute_counts_by_minute on analytics.minute_counts (minute);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.minute_counts to palier_cross_tenant using (true) with check (true);
grant select on analytics.minute_counts to palier_app;
grant insert, select, update on analytics.minute_counts to palier_cross_tenant;

-- An event that was rejected, and why. (tenant)
create table analytics.quarantine (
  tenant_id uuid not null,
  receipt uuid not null,
  index integer not null,
  received_at timestamptz(3) not null default now(),
  key_id uuid not null,
  code text collate "C" not null,
  pointer text collate "C" not null,
  subject text collate "C",
  text text not null,
  constraint quarantine_pkey primary key (tenant_id, receipt, index),
  constraint quarantine_text_check check (octet_length(text) <= 2048)
);
create index quarantine_by_subject on analytics.quarantine (tenant_id, subject) where (subject is not null);
create index quarantine_by_time on analytics.quarantine (received_at);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.quarantine for insert to palier_cross_tenant with check (true);
grant delete, select, update (subject) on analytics.quarantine to palier_app;
grant insert on analytics.quarantine to palier_cross_tenant;

-- Events on their way into analytics.events; empty between two transactions. (shared)
create unlogged table analytics.staging_1 (
  receipt uuid not null,
  tenant uuid not null,
  occurred_at timestamptz(3) not null,
  id uuid not null,
  name text collate "C" not null,
  subject text collate "C",
  session text collate "C",
  properties json,
  client text collate "C" not null,
  country text collate "C"
);
-- No row level security.
grant insert on analytics.staging_1 to palier_app;
grant delete, select, truncate, update (subject) on analytics.staging_1 to palier_cross_tenant;

-- Events on their way into analytics.events; empty between two transactions. (shared)
create unlogged table analytics.staging_2 (
  receipt uuid not null,
  tenant uuid not null,
  occurred_at timestamptz(3) not null,
  id uuid not null,
  name text collate "C" not null,
  subject text collate "C",
  session text collate "C",
  properties json,
  client text collate "C" not null,
  country text collate "C"
);
-- No row level security.
grant insert on analytics.staging_2 to palier_app;
grant delete, select, truncate, update (subject) on analytics.staging_2 to palier_cross_tenant;

-- Events on their way into analytics.events; empty between two transactions. (shared)
create unlogged table analytics.staging_3 (
  receipt uuid not null,
  tenant uuid not null,
  occurred_at timestamptz(3) not null,
  id uuid not null,
  name text collate "C" not null,
  subject text collate "C",
  session text collate "C",
  properties json,
  client text collate "C" not null,
  country text collate "C"
);
-- No row level security.
grant insert on analytics.staging_3 to palier_app;
grant delete, select, truncate, update (subject) on analytics.staging_3 to palier_cross_tenant;

-- Events on their way into analytics.events; empty between two transactions. (shared)
create unlogged table analytics.staging_4 (
  receipt uuid not null,
  tenant uuid not null,
  occurred_at timestamptz(3) not null,
  id uuid not null,
  name text collate "C" not null,
  subject text collate "C",
  session text collate "C",
  properties json,
  client text collate "C" not null,
  country text collate "C"
);
-- No row level security.
grant insert on analytics.staging_4 to palier_app;
grant delete, select, truncate, update (subject) on analytics.staging_4 to palier_cross_tenant;

-- Up to when events are in the sets of subjects; one row. (shared)
create table analytics.subject_collection (
  one boolean not null default true,
  collected_to timestamptz(3) not null,
  fresh_to timestamptz(3) not null,
  expected bigint,
  constraint subject_collection_pkey primary key (one),
  constraint subject_collection_one_check check (one)
);
-- No row level security.
grant select, update on analytics.subject_collection to palier_cross_tenant;

-- Who had events on a day, and of which names. (tenant)
create table analytics.subject_days (
  tenant_id uuid not null,
  day date not null,
  hash bigint not null generated always as (hashtextextended(subject, (0)::bigint)) stored,
  subject text collate "C" not null,
  names text[] collate "C" not null,
  constraint subject_days_pkey primary key (tenant_id, day, hash)
) partition by range (day);
create index subject_days_by_subject on analytics.subject_days (tenant_id, subject);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.subject_days to palier_cross_tenant using (true) with check (true);
create trigger merge_subjects before update of subject on analytics.subject_days for each row when ((new.subject is distinct from old.subject))
  execute function analytics.merge_subjects();
grant delete, insert, select, update (subject, names) on analytics.subject_days to palier_app;
grant insert, select, update (names) on analytics.subject_days to palier_cross_tenant;

-- An erasure of a subject from the events that was asked for; the subject itself only until it is replaced. (tenant)
create table analytics.subject_erasures (
  tenant_id uuid not null,
  id uuid not null,
  subject text collate "C",
  pseudonym uuid,
  events bigint not null default 0,
  rejected bigint not null default 0,
  asked_at timestamptz(3) not null default now(),
  constraint subject_erasures_pkey primary key (tenant_id, id)
);
create index subject_erasures_by_subject on analytics.subject_erasures (tenant_id, subject) where (subject is not null);
create index subject_erasures_by_time on analytics.subject_erasures (asked_at);
-- Row level security: backup, tenant.
grant insert, select, update (subject, pseudonym, events, rejected) on analytics.subject_erasures to palier_app;

-- The time zone in which the days of subjects begin, and which are still to be made. (tenant)
create table analytics.subject_sets (
  tenant_id uuid not null,
  time_zone text collate "C",
  remade_to date,
  constraint subject_sets_pkey primary key (tenant_id)
);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.subject_sets to palier_cross_tenant using (true) with check (true);
grant insert, select, update on analytics.subject_sets to palier_app;
grant insert, select, update (time_zone) on analytics.subject_sets to palier_cross_tenant;

-- The time zone by which events are counted, of a tenant that changed it. (tenant)
create table analytics.time_zones (
  tenant_id uuid not null,
  zone text collate "C" not null,
  constraint time_zones_pkey primary key (tenant_id)
);
-- Row level security: backup, tenant.
create policy cross_tenant on analytics.time_zones for select to palier_cross_tenant using (true);
grant insert, select, update on analytics.time_zones to palier_app;
grant select on analytics.time_zones to palier_cross_tenant;

-- libs/analytics/ledger/add-product-events.sql: for palier_app, with the rights of palier_cross_tenant
function analytics.add_product_events(name text, at timestamptz, events bigint, zone text)
  returns void language plpgsql;

-- libs/analytics/ingest/store-staged.sql: for its owner
function analytics.add_values(of_lane integer, counted json)
  returns void language plpgsql;

-- libs/analytics/subject-days/collect-subjects.sql: for palier_app, with the rights of palier_cross_tenant
function analytics.collect_subjects()
  returns table(events bigint, caught_up boolean) language plpgsql;

-- libs/analytics/ingest/take-lane.sql: for its owner
function analytics.empty_staging(staging text)
  returns void language plpgsql;

-- libs/analytics/subject-days/merge-subjects.sql: for its owner
function analytics.merge_subjects()
  returns trigger language plpgsql;

-- libs/analytics/ingest/store-staged.sql: for palier_app, with the rights of palier_cross_tenant
function analytics.store_staged(lane integer, batches json, bad json)
  returns table(receipt uuid, stored integer) language plpgsql;

-- libs/analytics/subject-days/collect-subjects.sql: for palier_app, with the rights of palier_cross_tenant
function analytics.subject_zones()
  returns table(tenant_id uuid, time_zone text, remaking boolean) language sql stable;

-- libs/analytics/uniques/subjects-fresh-to.sql: for palier_app, with the rights of palier_cross_tenant
function analytics.subjects_fresh_to()
  returns timestamptz language sql stable;

-- libs/analytics/ingest/take-lane.sql: for palier_app
function analytics.take_lane()
  returns integer language plpgsql;
