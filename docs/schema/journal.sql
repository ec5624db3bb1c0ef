-- The schema journal as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema journal to palier_app;
grant usage on schema journal to palier_backup;

-- What a person recovers from: kind, first day without it, goal, what it cost; name and motives encrypted. (person)
create table journal.addictions (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  version integer not null,
  position integer not null,
  kind text collate "C" not null,
  start date not null,
  goal_days integer,
  daily_cost_minor integer,
  currency text collate "C",
  daily_minutes integer,
  name bytea,
  motivation bytea,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint addictions_pkey primary key (tenant_id, user_id, id),
  constraint addictions_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references journal.journals(tenant_id, user_id),
  constraint addictions_check check ((daily_cost_minor is null) = (currency is null)),
  constraint addictions_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint addictions_daily_cost_minor_check check ((daily_cost_minor >= 0) and (daily_cost_minor <= 10000000)),
  constraint addictions_daily_minutes_check check ((daily_minutes >= 0) and (daily_minutes <= 1440)),
  constraint addictions_goal_days_check check ((goal_days >= 1) and (goal_days <= 36500)),
  constraint addictions_kind_check check (kind in ('alcohol', 'tobacco', 'cannabis', 'opioids', 'stimulants', 'medicines', 'gambling', 'screens', 'food', 'other')),
  constraint addictions_motivation_check check (length(motivation) <= 30000),
  constraint addictions_name_check check (length(name) <= 1000),
  constraint addictions_version_check check (version > 0)
);
create index addictions_by_position on journal.addictions (tenant_id, user_id, "position");
create index addictions_by_start on journal.addictions (tenant_id, user_id, start, id);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update on journal.addictions to palier_app;

-- That a change of a journal by a device was applied, so that it is not applied again. (person)
create table journal.applied_changes (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  version integer not null,
  applied_at timestamptz(3) not null default now(),
  kind text collate "C",
  record_id uuid,
  constraint applied_changes_pkey primary key (tenant_id, user_id, id),
  constraint applied_changes_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references journal.journals(tenant_id, user_id),
  constraint applied_changes_kind_check check (kind in ('entry', 'addiction', 'relapse'))
);
create index applied_changes_by_age on journal.applied_changes (applied_at);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select on journal.applied_changes to palier_app;

-- A file of an entry of a journal, which only its person can read. It goes with the entry. (person)
create table journal.attachments (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  digest text collate "C" not null,
  stored_bytes integer not null,
  content_digest bytea not null,
  bytes integer not null,
  media_type text collate "C" not null,
  created_at timestamptz(3) not null default now(),
  constraint attachments_pkey primary key (tenant_id, user_id, id),
  constraint attachments_tenant_id_user_id_entry_id_fkey foreign key (tenant_id, user_id, entry_id) references journal.entries(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_1 foreign key (tenant_id, user_id, entry_id) references journal.entries_0(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_2 foreign key (tenant_id, user_id, entry_id) references journal.entries_1(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_3 foreign key (tenant_id, user_id, entry_id) references journal.entries_2(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_4 foreign key (tenant_id, user_id, entry_id) references journal.entries_3(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_5 foreign key (tenant_id, user_id, entry_id) references journal.entries_4(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_6 foreign key (tenant_id, user_id, entry_id) references journal.entries_5(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_7 foreign key (tenant_id, user_id, entry_id) references journal.entries_6(tenant_id, user_id, id) on delete cascade,
  constraint attachments_tenant_id_user_id_entry_id_fkey_8 foreign key (tenant_id, user_id, entry_id) references journal.entries_7(tenant_id, user_id, id) on delete cascade,
  constraint attachments_bytes_check check (bytes > 0),
  constraint attachments_content_digest_check check ((length(content_digest) >= 30) and (length(content_digest) <= 200)),
  constraint attachments_media_type_check check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'image/heic', 'audio/mp4', 'audio/ogg', 'audio/webm', 'application/pdf')),
  constraint attachments_stored_bytes_check check (stored_bytes > 0)
);
create index attachments_by_digest on journal.attachments (tenant_id, digest);
create index attachments_by_entry on journal.attachments (tenant_id, user_id, entry_id);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id, release_digest.
create trigger give_back_storage after delete on journal.attachments referencing old table as removed for each statement
  execute function journal.give_back_storage();
grant delete, insert, select on journal.attachments to palier_app;

-- That a person deleted something from the journal, for their other devices. Nothing of it is left. (person)
create table journal.deletions (
  tenant_id uuid not null,
  user_id uuid not null,
  kind text collate "C" not null,
  id uuid not null,
  version integer not null,
  position integer not null,
  deleted_at timestamptz(3) not null default now(),
  constraint deletions_pkey primary key (tenant_id, user_id, kind, id),
  constraint deletions_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references journal.journals(tenant_id, user_id),
  constraint deletions_kind_check check (kind in ('entry', 'addiction', 'relapse')),
  constraint deletions_version_check check (version > 0)
);
create index deletions_by_age on journal.deletions (deleted_at);
create index deletions_by_position on journal.deletions (tenant_id, user_id, "position");
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update on journal.deletions to palier_app;

-- An entry of a journal: day, scores and tags, and a text that only its person can read. (person)
create table journal.entries (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  version integer not null,
  position integer not null,
  day date not null,
  mood smallint,
  anxiety smallint,
  craving smallint,
  energy smallint,
  sleep smallint,
  tags text[] collate "C" not null,
  addictions uuid[] not null,
  reflection bytea,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  attachments uuid[] not null default '{}'::uuid[],
  constraint entries_pkey primary key (tenant_id, user_id, id),
  constraint entries_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references journal.journals(tenant_id, user_id),
  constraint entries_addictions_check check (cardinality(addictions) <= 20),
  constraint entries_anxiety_check check ((anxiety >= 0) and (anxiety <= 10)),
  constraint entries_craving_check check ((craving >= 0) and (craving <= 10)),
  constraint entries_energy_check check ((energy >= 0) and (energy <= 10)),
  constraint entries_mood_check check ((mood >= 1) and (mood <= 10)),
  constraint entries_reflection_check check (length(reflection) <= 100000),
  constraint entries_sleep_check check ((sleep >= 0) and (sleep <= 10)),
  constraint entries_tags_check check (cardinality(tags) <= 20),
  constraint entries_version_check check (version > 0)
) partition by hash (user_id);
create index entries_by_age on journal.entries (day);
create index entries_by_day on journal.entries (tenant_id, user_id, day, id) include (mood, anxiety, craving, energy, sleep);
create index entries_by_position on journal.entries (tenant_id, user_id, "position");
create index entries_by_tenant_age on journal.entries (tenant_id, day);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
create trigger keep_version after update on journal.entries for each row when ((new.version <> old.version))
  execute function journal.keep_entry_version();
grant delete, insert, select, update on journal.entries to palier_app;

-- What an entry of a journal said before a change. It goes with the entry. (person)
create table journal.entry_versions (
  tenant_id uuid not null,
  user_id uuid not null,
  entry_id uuid not null,
  version integer not null,
  day date not null,
  mood smallint,
  anxiety smallint,
  craving smallint,
  energy smallint,
  sleep smallint,
  tags text[] collate "C" not null,
  addictions uuid[] not null,
  reflection bytea,
  written_at timestamptz(3) not null,
  attachments uuid[] not null default '{}'::uuid[],
  constraint entry_versions_pkey primary key (tenant_id, user_id, entry_id, version),
  constraint entry_versions_tenant_id_user_id_entry_id_fkey foreign key (tenant_id, user_id, entry_id) references journal.entries(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_1 foreign key (tenant_id, user_id, entry_id) references journal.entries_0(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_2 foreign key (tenant_id, user_id, entry_id) references journal.entries_1(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_3 foreign key (tenant_id, user_id, entry_id) references journal.entries_2(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_4 foreign key (tenant_id, user_id, entry_id) references journal.entries_3(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_5 foreign key (tenant_id, user_id, entry_id) references journal.entries_4(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_6 foreign key (tenant_id, user_id, entry_id) references journal.entries_5(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_7 foreign key (tenant_id, user_id, entry_id) references journal.entries_6(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_tenant_id_user_id_entry_id_fkey_8 foreign key (tenant_id, user_id, entry_id) references journal.entries_7(tenant_id, user_id, id) on delete cascade,
  constraint entry_versions_addictions_check check (cardinality(addictions) <= 20),
  constraint entry_versions_anxiety_check check ((anxiety >= 0) and (anxiety <= 10)),
  constraint entry_versions_craving_check check ((craving >= 0) and (craving <= 10)),
  constraint entry_versions_energy_check check ((energy >= 0) and (energy <= 10)),
  constraint entry_versions_mood_check check ((mood >= 1) and (mood <= 10)),
  constraint entry_versions_reflection_check check (length(reflection) <= 100000),
  constraint entry_versions_sleep_check check ((sleep >= 0) and (sleep <= 10)),
  constraint entry_versions_tags_check check (cardinality(tags) <= 20)
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select on journal.entry_versions to palier_app;

-- The journal of a person: the number of its last change, how many bytes its texts take, and its key, sealed, for the version before. (person)
create table journal.journals (
  tenant_id uuid not null,
  user_id uuid not null,
  data_key bytea,
  position integer not null default 0,
  opened_at timestamptz(3) not null default now(),
  text_bytes bigint default 0,
  constraint journals_pkey primary key (tenant_id, user_id),
  constraint journals_data_key_check check ((length(data_key) >= 61) and (length(data_key) <= 200)),
  constraint journals_position_check check ("position" >= 0),
  constraint journals_text_bytes_check check (text_bytes >= 0)
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
create trigger store_data_key after insert on journal.journals for each row when ((new.data_key is not null))
  execute function journal.store_data_key();
grant insert, select, update (position, text_bytes) on journal.journals to palier_app;

-- An event of a payment provider: its type, what became of it and why; what it says only while nobody knows whom it is about. (tenant)
create table journal.payment_events (
  tenant_id uuid not null,
  provider text collate "C" not null,
  event_id text collate "C" not null,
  waits_for text collate "C",
  event jsonb,
  received_at timestamptz(3) not null default now(),
  type text collate "C",
  state text collate "C" not null default 'applied',
  reason text collate "C",
  product text collate "C",
  constraint payment_events_pkey primary key (tenant_id, provider, event_id),
  constraint payment_events_check check ((waits_for is null) = (event is null)),
  constraint payment_events_product_check check (length(product) <= 255),
  constraint payment_events_provider_check check (provider in ('app-store', 'stripe')),
  constraint payment_events_reason_check check (length(reason) <= 64),
  constraint payment_events_state_check check (state in ('applied', 'ignored', 'waiting', 'failed')),
  constraint payment_events_type_check check (length(type) <= 255)
);
create index payment_events_by_age on journal.payment_events (received_at);
create index payment_events_by_state on journal.payment_events (tenant_id, state, received_at, event_id);
create index payment_events_by_time on journal.payment_events (tenant_id, received_at, event_id);
create index payment_events_waiting on journal.payment_events (tenant_id, provider, waits_for);
-- Row level security: backup, tenant.
grant delete, insert, select, update (waits_for, event, received_at, type, state, reason, product) on journal.payment_events to palier_app;

-- How the receipts and events of a payment provider are verified; its secret is sealed. (tenant)
create table journal.payment_providers (
  tenant_id uuid not null,
  provider text collate "C" not null,
  settings jsonb not null,
  secret bytea,
  updated_at timestamptz(3) not null default now(),
  constraint payment_providers_pkey primary key (tenant_id, provider),
  constraint payment_providers_provider_check check (provider in ('app-store', 'stripe')),
  constraint payment_providers_secret_check check ((length(secret) >= 30) and (length(secret) <= 500)),
  constraint payment_providers_settings_check check (jsonb_typeof(settings) = 'object')
);
-- Row level security: backup, tenant.
grant insert, select, update (settings, secret, updated_at) on journal.payment_providers to palier_app;

-- Whom an id of a payment provider is about, for its later events. (tenant)
create table journal.payment_references (
  tenant_id uuid not null,
  provider text collate "C" not null,
  reference text collate "C" not null,
  user_id uuid,
  ended_at timestamptz(3),
  constraint payment_references_pkey primary key (tenant_id, provider, reference),
  constraint payment_references_provider_check check (provider in ('app-store', 'stripe'))
);
create index payment_references_by_user on journal.payment_references (tenant_id, user_id);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (ended_at) on journal.payment_references to palier_app;

-- What a tenant sells: a name, a price and a period, and from when premium is asked for. (tenant)
create table journal.products (
  tenant_id uuid not null,
  sku text collate "C" not null,
  name_en text not null,
  name_fr text not null,
  price_minor integer not null,
  currency text collate "C" not null,
  period text collate "C" not null,
  app_store_id text collate "C",
  stripe_price_id text collate "C",
  on_sale boolean not null,
  updated_at timestamptz(3) not null default now(),
  premium_from timestamptz(3),
  constraint products_pkey primary key (tenant_id, sku),
  constraint products_app_store_id_check check ((length(app_store_id) >= 1) and (length(app_store_id) <= 255)),
  constraint products_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint products_name_en_check check ((length(name_en) >= 1) and (length(name_en) <= 120)),
  constraint products_name_fr_check check ((length(name_fr) >= 1) and (length(name_fr) <= 120)),
  constraint products_period_check check (period in ('month', 'year', 'lifetime')),
  constraint products_price_minor_check check (price_minor >= 0),
  constraint products_sku_check check (sku ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  constraint products_stripe_price_id_check check ((length(stripe_price_id) >= 1) and (length(stripe_price_id) <= 255))
);
create index products_on_sale on journal.products (tenant_id, premium_from nulls first) where on_sale;
create unique index products_by_app_store_id on journal.products (tenant_id, app_store_id);
create unique index products_by_stripe_price on journal.products (tenant_id, stripe_price_id);
-- Row level security: backup, tenant.
grant insert, select, update (name_en, name_fr, price_minor, currency, period, app_store_id, stripe_price_id, on_sale, updated_at, premium_from) on journal.products to palier_app;

-- How a person wants their journal: time zone, first day of the week, and a nickname that only they can read. (person)
create table journal.profiles (
  tenant_id uuid not null,
  user_id uuid not null,
  version integer not null,
  nickname bytea,
  time_zone text collate "C",
  week_start text collate "C" not null,
  sync_batch_size integer not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint profiles_pkey primary key (tenant_id, user_id),
  constraint profiles_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references journal.journals(tenant_id, user_id),
  constraint profiles_nickname_check check (length(nickname) <= 500),
  constraint profiles_sync_batch_size_check check ((sync_batch_size >= 1) and (sync_batch_size <= 100)),
  constraint profiles_time_zone_check check ((length(time_zone) >= 1) and (length(time_zone) <= 64)),
  constraint profiles_version_check check (version > 0),
  constraint profiles_week_start_check check (week_start in ('monday', 'sunday'))
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (version, nickname, time_zone, week_start, sync_batch_size, updated_at) on journal.profiles to palier_app;

-- A payment of a person to the tenant, whose accounts need it: the amount and the ids of the payment provider. (person)
create table journal.purchases (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid,
  provider text collate "C" not null,
  transaction_id text collate "C" not null,
  subscription text collate "C" not null,
  payment text collate "C",
  sku text collate "C" not null,
  amount_minor integer,
  currency text collate "C",
  bought_at timestamptz(3) not null,
  valid_until timestamptz(3),
  refunded_at timestamptz(3),
  as_of timestamptz(3) not null,
  constraint purchases_pkey primary key (tenant_id, id),
  constraint purchases_amount_minor_check check (amount_minor >= 0),
  constraint purchases_check check ((amount_minor is null) = (currency is null)),
  constraint purchases_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint purchases_provider_check check (provider in ('app-store', 'stripe'))
);
create index purchases_by_age on journal.purchases (bought_at);
create index purchases_by_user on journal.purchases (tenant_id, user_id, bought_at, id);
create unique index purchases_by_transaction on journal.purchases (tenant_id, provider, transaction_id);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (payment, valid_until, refunded_at, as_of) on journal.purchases to palier_app;

-- A relapse of a person: its day, and a note that only they can read. (person)
create table journal.relapses (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  version integer not null,
  position integer not null,
  addiction_id uuid not null,
  day date not null,
  note bytea,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint relapses_pkey primary key (tenant_id, user_id, id),
  constraint relapses_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references journal.journals(tenant_id, user_id),
  constraint relapses_note_check check (length(note) <= 30000),
  constraint relapses_version_check check (version > 0)
);
create index relapses_by_addiction on journal.relapses (tenant_id, user_id, addiction_id, day, id);
create index relapses_by_day on journal.relapses (tenant_id, user_id, day, id);
create index relapses_by_position on journal.relapses (tenant_id, user_id, "position");
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update on journal.relapses to palier_app;

-- When a person wants to be reminded of their journal, and how. (person)
create table journal.reminders (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  version integer not null,
  local_time text collate "C" not null,
  weekdays smallint[] not null,
  channels text[] collate "C" not null,
  next_at timestamptz(3),
  mailed_for timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint reminders_pkey primary key (tenant_id, user_id, id),
  constraint reminders_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references journal.journals(tenant_id, user_id),
  constraint reminders_channels_check check (((cardinality(channels) >= 1) and (cardinality(channels) <= 2)) and (channels <@ '{mail,event}'[])),
  constraint reminders_local_time_check check (local_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  constraint reminders_version_check check (version > 0),
  constraint reminders_weekdays_check check (((cardinality(weekdays) >= 1) and (cardinality(weekdays) <= 7)) and (weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]))
);
create index reminders_by_time on journal.reminders (tenant_id, user_id, local_time, id);
create index reminders_due on journal.reminders (next_at) where (next_at is not null);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (version, local_time, weekdays, channels, next_at, mailed_for, updated_at) on journal.reminders to palier_app;

-- libs/journal/reminders/due-reminders.sql: for palier_app, with the rights of palier_backup
function journal.due_reminders(most integer)
  returns table(tenant_id uuid, user_id uuid, id uuid) language sql stable;

-- libs/journal/journals/forget-unreadable.sql: for palier_app, with the rights of palier_owner
function journal.forget_unreadable()
  returns void language plpgsql;

-- libs/journal/attachments/give-back-storage.sql: for its owner, with the rights of palier_owner
function journal.give_back_storage()
  returns trigger language plpgsql;

-- libs/journal/entries/keep-entry-version.sql: for its owner
function journal.keep_entry_version()
  returns trigger language plpgsql;

-- libs/journal/journals/store-data-key.sql: for its owner
function journal.store_data_key()
  returns trigger language plpgsql;
