-- The schema rides as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema rides to palier_app;
grant usage on schema rides to palier_backup;
grant usage on schema rides to palier_cross_tenant;

-- How many tokens a tenant has reserved and spent on a day. (tenant)
create table rides.ai_budgets (
  tenant_id uuid not null,
  day date not null,
  reserved bigint not null,
  spent bigint not null,
  constraint ai_budgets_pkey primary key (tenant_id, day),
  constraint ai_budgets_reserved_check check (reserved >= 0),
  constraint ai_budgets_spent_check check (spent >= 0)
);
create index ai_budgets_by_day on rides.ai_budgets (day);
-- Row level security: backup, tenant.
grant insert, select, update (reserved, spent) on rides.ai_budgets to palier_app;

-- What a rider asked a model, what was sent to it, and what it or the rules answered. (person)
create table rides.ai_requests (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  rank smallint not null,
  state text collate "C" not null,
  reason text collate "C",
  question text not null,
  language text collate "C" not null,
  messages jsonb not null,
  answer text,
  model text,
  advice jsonb,
  day date not null,
  reserved integer not null,
  spent integer not null default 0,
  waits_until timestamptz(3) not null,
  claim uuid,
  claimed_until timestamptz(3),
  created_at timestamptz(3) not null default now(),
  called_at timestamptz(3),
  ended_at timestamptz(3),
  constraint ai_requests_pkey primary key (tenant_id, user_id, id),
  constraint ai_requests_answer_check check (length(answer) <= 10000),
  constraint ai_requests_check check ((spent >= 0) and (spent <= reserved)),
  constraint ai_requests_check1 check ((state = 'calling') = (claim is not null)),
  constraint ai_requests_check2 check ((state in ('waiting', 'calling')) = (ended_at is null)),
  constraint ai_requests_language_check check (language in ('en', 'fr')),
  constraint ai_requests_messages_check check (length((messages)::text) <= 20000),
  constraint ai_requests_model_check check (length(model) <= 100),
  constraint ai_requests_question_check check (length(question) <= 500),
  constraint ai_requests_rank_check check ((rank >= 1) and (rank <= 3)),
  constraint ai_requests_reason_check check (reason in ('degraded', 'budget', 'suspended', 'failed', 'waited', 'unknown')),
  constraint ai_requests_reserved_check check (reserved >= 0),
  constraint ai_requests_state_check check (state in ('waiting', 'calling', 'answered', 'ruled', 'cancelled'))
);
create index ai_requests_answered on rides.ai_requests (ended_at) where (state = 'answered');
create index ai_requests_by_age on rides.ai_requests (created_at);
create index ai_requests_by_creation on rides.ai_requests (tenant_id, user_id, created_at, id);
create index ai_requests_calling on rides.ai_requests (claimed_until) where (state = 'calling');
create index ai_requests_overdue on rides.ai_requests (waits_until) where (state = 'waiting');
create index ai_requests_waiting on rides.ai_requests (rank, tenant_id, created_at, id) where (state = 'waiting');
-- Row level security: backup, erased_user_id, person, tenant.
create policy cross_tenant on rides.ai_requests to palier_cross_tenant using (true) with check (true);
-- Triggers: erased_user_id.
create trigger note_ai_time after update of state on rides.ai_requests for each row when (((old.state = 'calling') and (new.state <> 'calling')))
  execute function rides.note_ai_time();
create trigger settle_deleted_ai_requests after delete on rides.ai_requests referencing old table as removed for each statement
  execute function rides.settle_deleted_ai_requests();
grant delete, insert, select, update (state, reason, answer, model, advice, spent, claim, claimed_until, ended_at) on rides.ai_requests to palier_app;
grant select, update (state, claim, claimed_until, called_at) on rides.ai_requests to palier_cross_tenant;

-- When a request of a tenant to the model last had its turn, and how long its calls took. (tenant)
create table rides.ai_turns (
  tenant_id uuid not null,
  called_at timestamptz(6) not null,
  used double precision not null default 0,
  began double precision not null default 0,
  constraint ai_turns_pkey primary key (tenant_id)
);
create index ai_turns_by_beginning on rides.ai_turns (began);
-- Row level security: backup, tenant.
create policy cross_tenant on rides.ai_turns to palier_cross_tenant using (true) with check (true);
grant insert, select, update (called_at, used, began) on rides.ai_turns to palier_cross_tenant;

-- How many tokens a rider has reserved and spent on a day. (person)
create table rides.ai_user_budgets (
  tenant_id uuid not null,
  user_id uuid not null,
  day date not null,
  reserved bigint not null,
  spent bigint not null,
  constraint ai_user_budgets_pkey primary key (tenant_id, user_id, day),
  constraint ai_user_budgets_reserved_check check (reserved >= 0),
  constraint ai_user_budgets_spent_check check (spent >= 0)
);
create index ai_user_budgets_by_day on rides.ai_user_budgets (day);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (reserved, spent) on rides.ai_user_budgets to palier_app;

-- A ZIP of rides, until they are imported. (person)
create table rides.archive_blobs (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  digest text collate "C" not null,
  bytes bigint not null,
  created_at timestamptz(3) not null default now(),
  constraint archive_blobs_pkey primary key (tenant_id, user_id, id),
  constraint archive_blobs_bytes_check check (bytes >= 0)
);
create index archive_blobs_by_creation on rides.archive_blobs (created_at);
create index archive_blobs_by_digest on rides.archive_blobs (tenant_id, digest);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id, release_digest.
create trigger give_back_archives after delete on rides.archive_blobs referencing old table as removed for each statement
  execute function rides.give_back_archives();
grant delete, insert, select on rides.archive_blobs to palier_app;

-- A file of a ZIP of rides, and what became of it. (person)
create table rides.archive_files (
  tenant_id uuid not null,
  user_id uuid not null,
  archive_id uuid not null,
  index integer not null,
  path text not null,
  state text collate "C" not null,
  code text collate "C",
  ride_id uuid,
  rides smallint not null,
  created_at timestamptz(3) not null default now(),
  constraint archive_files_pkey primary key (tenant_id, user_id, archive_id, index),
  constraint archive_files_check check ((code is not null) = (state = 'refused')),
  constraint archive_files_index_check check (index >= 0),
  constraint archive_files_path_check check (length(path) <= 500),
  constraint archive_files_rides_check check ((rides >= 0) and (rides <= 999)),
  constraint archive_files_state_check check (state in ('stored', 'duplicate', 'refused'))
);
create index archive_files_by_creation on rides.archive_files (created_at);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select on rides.archive_files to palier_app;

-- That a rider uploaded a ZIP of rides. (person)
create table rides.archives (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  passed_over integer,
  created_at timestamptz(3) not null default now(),
  constraint archives_pkey primary key (tenant_id, user_id, id),
  constraint archives_passed_over_check check (passed_over >= 0)
);
create index archives_by_creation on rides.archives (created_at);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (passed_over) on rides.archives to palier_app;

-- A bike of a rider, and which rides are of it unless they say otherwise. (person)
create table rides.bikes (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  name text not null,
  kinds text[] collate "C" not null,
  retired date,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint bikes_pkey primary key (tenant_id, user_id, id),
  constraint bikes_kinds_check check (kinds <@ array['road', 'gravel', 'mountain', 'city', 'indoor', 'other']),
  constraint bikes_name_check check ((length(name) >= 1) and (length(name) <= 100))
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (name, kinds, retired, version, updated_at) on rides.bikes to palier_app;

-- What a rider wants to reach in each week, month or year. (person)
create table rides.goals (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  measure text collate "C" not null,
  period text collate "C" not null,
  target integer not null,
  kind text collate "C",
  last_day date,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint goals_pkey primary key (tenant_id, user_id, id),
  constraint goals_kind_check check (kind in ('road', 'gravel', 'mountain', 'city', 'indoor', 'other')),
  constraint goals_measure_check check (measure in ('distance', 'movingTime', 'climb', 'rides')),
  constraint goals_period_check check (period in ('week', 'month', 'year')),
  constraint goals_target_check check ((target >= 1) and (target <= 1000000000))
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (measure, period, target, kind, last_day, version, updated_at) on rides.goals to palier_app;

-- How a rider wants their rides shown, and where their zones begin. (person)
create table rides.profiles (
  tenant_id uuid not null,
  user_id uuid not null,
  time_zone text,
  units text collate "C" not null,
  week_start text collate "C" not null,
  heart_rate_zones smallint[] not null,
  power_zones smallint[] not null,
  version integer not null default 1,
  constraint profiles_pkey primary key (tenant_id, user_id),
  constraint profiles_heart_rate_zones_check check (cardinality(heart_rate_zones) <= 9),
  constraint profiles_power_zones_check check (cardinality(power_zones) <= 9),
  constraint profiles_time_zone_check check (length(time_zone) <= 100),
  constraint profiles_units_check check (units in ('metric', 'imperial')),
  constraint profiles_week_start_check check (week_start in ('monday', 'sunday'))
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (time_zone, units, week_start, heart_rate_zones, power_zones, version) on rides.profiles to palier_app;

-- A ride, and what it comes to; only its rider can read it. (person)
create table rides.rides (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  began_at timestamptz(3) not null,
  ended_at timestamptz(3) not null,
  time_zone text not null,
  day date not null,
  kind text collate "C" not null,
  title text not null,
  notes text not null,
  digest text collate "C",
  format text collate "C",
  section smallint not null default 0,
  bytes integer not null default 0,
  cut boolean not null default false,
  trim_start integer not null default 0,
  trim_end integer not null default 0,
  distance integer not null,
  moving_time integer not null,
  climb integer,
  figures jsonb not null,
  power_1 real generated always as ((((figures -> 'bestPower') ->> '1'))::real) stored,
  power_5 real generated always as ((((figures -> 'bestPower') ->> '5'))::real) stored,
  power_20 real generated always as ((((figures -> 'bestPower') ->> '20'))::real) stored,
  power_60 real generated always as ((((figures -> 'bestPower') ->> '60'))::real) stored,
  time_1 real generated always as ((((figures -> 'bestTime') ->> '1'))::real) stored,
  time_10 real generated always as ((((figures -> 'bestTime') ->> '10'))::real) stored,
  time_40 real generated always as ((((figures -> 'bestTime') ->> '40'))::real) stored,
  device jsonb not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  bike_id uuid,
  constraint rides_pkey primary key (tenant_id, user_id, id),
  constraint rides_tenant_id_user_id_digest_section_key unique (tenant_id, user_id, digest, section),
  constraint rides_bike foreign key (tenant_id, user_id, bike_id) references rides.bikes(tenant_id, user_id, id) on delete set null (bike_id),
  constraint rides_bytes_check check (bytes >= 0),
  constraint rides_check check (ended_at >= began_at),
  constraint rides_climb_check check ((climb >= 0) and (climb <= 100000)),
  constraint rides_distance_check check ((distance >= 0) and (distance <= 5000000)),
  constraint rides_format_check check (format in ('fit', 'gpx', 'tcx')),
  constraint rides_kind_check check (kind in ('road', 'gravel', 'mountain', 'city', 'indoor', 'other')),
  constraint rides_moving_time_check check ((moving_time >= 0) and (moving_time <= 1209600)),
  constraint rides_notes_check check (length(notes) <= 10000),
  constraint rides_section_check check ((section >= 0) and (section <= 999)),
  constraint rides_time_zone_check check (length(time_zone) <= 100),
  constraint rides_title_check check (length(title) <= 200),
  constraint rides_trim_end_check check (trim_end >= 0),
  constraint rides_trim_start_check check (trim_start >= 0)
);
create index rides_by_bike on rides.rides (tenant_id, user_id, bike_id, began_at, id) include (distance, moving_time) where (bike_id is not null);
create index rides_by_day on rides.rides (tenant_id, user_id, day, id) include (kind, distance, moving_time, climb, power_1, power_5, power_20, power_60, time_1, time_10, time_40);
create index rides_by_digest on rides.rides (tenant_id, digest);
create index rides_by_distance on rides.rides (tenant_id, user_id, distance, id);
create index rides_by_duration on rides.rides (tenant_id, user_id, moving_time, id);
create index rides_by_kind_start on rides.rides (tenant_id, user_id, kind, began_at, id);
create index rides_by_start on rides.rides (tenant_id, user_id, began_at, id);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id, release_digest.
create trigger give_back_storage after delete on rides.rides referencing old table as removed for each statement
  execute function rides.give_back_storage();
grant delete, insert, select, update (began_at, ended_at, day, kind, title, notes, trim_start, trim_end, distance, moving_time, climb, figures, version, updated_at, bike_id) on rides.rides to palier_app;

-- Where a ride went, in at most 500 points. It goes with the ride, and the file that was uploaded has all of them. (person)
create table rides.tracks (
  tenant_id uuid not null,
  user_id uuid not null,
  ride_id uuid not null,
  track bytea not null,
  constraint tracks_pkey primary key (tenant_id, user_id, ride_id),
  constraint tracks_tenant_id_user_id_ride_id_fkey foreign key (tenant_id, user_id, ride_id) references rides.rides(tenant_id, user_id, id) on delete cascade,
  constraint tracks_track_check check (length(track) <= 8192)
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (track) on rides.tracks to palier_app;

-- What a rider weighed on a day. (person)
create table rides.weights (
  tenant_id uuid not null,
  user_id uuid not null,
  day date not null,
  kilograms real not null,
  constraint weights_pkey primary key (tenant_id, user_id, day),
  constraint weights_kilograms_check check ((kilograms >= (20)::double precision) and (kilograms <= (400)::double precision))
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (kilograms) on rides.weights to palier_app;

-- libs/rides/ai/ai-places.sql: for palier_app, with the rights of palier_cross_tenant
function rides.ai_places(of_tenant uuid, of_user uuid, most integer)
  returns table(id uuid, before integer, seconds double precision) language sql stable;

-- libs/rides/ai/ai-places.sql: for its owner
function rides.ai_seconds()
  returns double precision language sql stable;

-- libs/rides/ai/claim-ai-request.sql: for its owner
function rides.ai_starts(of_rank smallint)
  returns table(tenant_id uuid, calling bigint, used double precision, starts double precision, place bigint) language sql stable;

-- libs/rides/ai/claim-ai-request.sql: for palier_app, with the rights of palier_cross_tenant
function rides.claim_ai_request(at_once integer, seconds double precision)
  returns table(tenant_id uuid, user_id uuid, id uuid, claim uuid) language plpgsql;

-- libs/rides/ai/ai-places.sql: for palier_app, with the rights of palier_cross_tenant
function rides.first_ai_requests(most integer)
  returns table(tenant_id uuid, user_id uuid, id uuid, before integer, seconds double precision) language sql stable;

-- libs/rides/archives/give-back-archives.sql: for its owner, with the rights of palier_owner
function rides.give_back_archives()
  returns trigger language plpgsql;

-- libs/rides/rides/give-back-storage.sql: for its owner, with the rights of palier_owner
function rides.give_back_storage()
  returns trigger language plpgsql;

-- libs/rides/ai/note-ai-time.sql: for palier_owner, with the rights of palier_cross_tenant
function rides.note_ai_time()
  returns trigger language plpgsql;

-- libs/rides/ai/claim-ai-request.sql: for palier_app, with the rights of palier_cross_tenant
function rides.overdue_ai_requests(most integer)
  returns table(tenant_id uuid, user_id uuid, id uuid, is_lost boolean) language sql stable;

-- libs/rides/ai/settle-deleted-ai-requests.sql: for its owner, with the rights of palier_owner
function rides.settle_deleted_ai_requests()
  returns trigger language plpgsql;
