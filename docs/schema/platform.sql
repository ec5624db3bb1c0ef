-- The schema platform as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema platform to palier_app;
grant usage on schema platform to palier_backup;
grant usage on schema platform to palier_cross_tenant;

-- An operators’ API key: its name, scopes and hash. (shared)
create table platform.api_keys (
  id uuid not null,
  prefix text not null,
  hash bytea not null,
  name text not null,
  scopes text[] not null,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint api_keys_pkey primary key (id),
  constraint api_keys_prefix_key unique (prefix),
  constraint api_keys_hash_check check (octet_length(hash) = 32),
  constraint api_keys_name_check check ((length(name) >= 1) and (length(name) <= 100)),
  constraint api_keys_prefix_check check (prefix ~ '^[a-z2-7]{8}$'),
  constraint api_keys_scopes_check check (cardinality(scopes) > 0)
);
create index api_keys_live_name on platform.api_keys (name) where (revoked_at is null);
-- No row level security.
grant select, insert (id, prefix, hash, name, scopes), update (last_used_at, revoked_at) on platform.api_keys to palier_app;

-- A line of the audit trail, with a hash over all before it: who did what, by ids. (tenant)
create table platform.audit_chain (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  target_kind text not null,
  target_id text not null,
  details jsonb,
  request_id text,
  seq bigint not null,
  hash bytea not null,
  constraint audit_chain_pkey primary key (tenant_id, id),
  constraint audit_chain_details_check check (octet_length((details)::text) <= 2000)
) partition by range (id);
create index audit_chain_by_action on platform.audit_chain (tenant_id, action, id);
create index audit_chain_by_actor on platform.audit_chain (tenant_id, actor_id, id);
create index audit_chain_by_seq on platform.audit_chain (tenant_id, seq, id);
create index audit_chain_by_target on platform.audit_chain (tenant_id, target_id, id);
-- Row level security: backup, tenant.
create policy cross_tenant on platform.audit_chain to palier_cross_tenant using (true) with check (true);
grant select on platform.audit_chain to palier_app;
grant insert, select on platform.audit_chain to palier_cross_tenant;

-- The last place of a tenant’s audit chain. (tenant)
create table platform.audit_heads (
  tenant_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  constraint audit_heads_pkey primary key (tenant_id)
);
-- Row level security: backup, tenant.
create policy cross_tenant on platform.audit_heads to palier_cross_tenant using (true) with check (true);
grant select on platform.audit_heads to palier_app;
grant insert, select, update on platform.audit_heads to palier_cross_tenant;

-- A line of the audit trail that is not in the chain yet: who did what, by ids. (tenant)
create table platform.audit_lines (
  tenant_id uuid not null default (nullif(current_setting('app.tenant_id', true), ''))::uuid,
  id uuid not null,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  target_kind text not null,
  target_id text not null,
  details jsonb,
  request_id text,
  constraint audit_lines_pkey primary key (tenant_id, id),
  constraint audit_lines_details_check check (octet_length((details)::text) <= 2000)
);
-- Row level security: backup, tenant.
create policy cross_tenant on platform.audit_lines to palier_cross_tenant using (true) with check (true);
grant insert, select on platform.audit_lines to palier_app;
grant delete, select on platform.audit_lines to palier_cross_tenant;

-- A file in the storage, by the SHA-256 of its content. (tenant)
create table platform.blobs (
  tenant_id uuid not null,
  digest text collate "C" not null,
  bytes bigint not null,
  crc32 bigint not null,
  encoding text collate "C" not null,
  stored_bytes bigint not null,
  maybe_unused_since timestamptz(3) default now(),
  announcements integer not null default 0,
  announced_at timestamptz(3),
  constraint blobs_pkey primary key (tenant_id, digest),
  constraint blobs_bytes_check check (bytes >= 0),
  constraint blobs_crc32_check check ((crc32 >= 0) and (crc32 <= '4294967295'::bigint)),
  constraint blobs_digest_check check (digest ~ '^[0-9a-f]{64}$'),
  constraint blobs_encoding_check check (encoding in ('identity', 'deflate')),
  constraint blobs_stored_bytes_check check (stored_bytes >= 0)
);
create index blobs_maybe_unused on platform.blobs (maybe_unused_since) where (maybe_unused_since is not null);
-- Row level security: backup, tenant.
grant delete, insert, select, update (maybe_unused_since, announcements, announced_at) on platform.blobs to palier_app;

-- A cutover of the deployment to another database. (shared)
create table platform.cutovers (
  id uuid not null,
  state text not null,
  target text not null,
  arrived jsonb,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint cutovers_pkey primary key (id),
  constraint cutovers_state_check check (state in ('copying', 'draining', 'frozen', 'cut-over', 'receiving'))
);
create unique index cutovers_under_way on platform.cutovers ((true)) where (ended_at is null);
-- No row level security.
grant select on platform.cutovers to palier_app;

-- What each table holds, and how long. (shared)
create table platform.data_catalogue (
  name text not null,
  position integer not null,
  declaration jsonb not null,
  constraint data_catalogue_pkey primary key (name)
);
-- No row level security.
grant select on platform.data_catalogue to palier_app;
grant select on platform.data_catalogue to palier_cross_tenant;

-- An event that a subscriber failed to handle: its data, ids among it, and the error. (tenant)
create table platform.dead_letters (
  tenant_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  subscriber text not null,
  type text not null,
  version integer not null,
  subject text not null,
  data json not null,
  occurred_at timestamptz not null,
  tries integer not null,
  error_code text not null,
  error_message text not null,
  created_at timestamptz not null default now(),
  constraint dead_letters_pkey primary key (tenant_id, id),
  constraint dead_letters_tenant_id_event_id_subscriber_key unique (tenant_id, event_id, subscriber)
);
create index dead_letters_by_age on platform.dead_letters (created_at);
create index dead_letters_by_id on platform.dead_letters (id);
-- Row level security: backup, tenant.
create policy cross_tenant on platform.dead_letters for select to palier_cross_tenant using (true);
grant delete, insert, select on platform.dead_letters to palier_app;
grant select on platform.dead_letters to palier_cross_tenant;

-- The degradation level that an operator has set. (shared)
create table platform.degradation (
  the_only boolean not null default true,
  level smallint not null,
  reason text not null,
  since timestamptz(3) not null default now(),
  hold boolean not null default false,
  ends_at timestamptz(3),
  constraint degradation_pkey primary key (the_only),
  constraint degradation_level_check check ((level >= 0) and (level <= 4)),
  constraint degradation_reason_check check (length(reason) <= 200),
  constraint degradation_the_only_check check (the_only)
);
-- No row level security.
grant select, update (level, reason, since, hold, ends_at) on platform.degradation to palier_app;

-- A change of a degradation level: when, from what to what, why, and of a process its host. (shared)
create table platform.degradation_changes (
  id bigint not null,
  at timestamptz(3) not null,
  process text,
  level_before smallint not null,
  level_after smallint not null,
  cause text collate "C" not null,
  reason text not null,
  constraint degradation_changes_pkey primary key (id),
  constraint degradation_changes_level_after_check check ((level_after >= 0) and (level_after <= 4)),
  constraint degradation_changes_level_before_check check ((level_before >= 0) and (level_before <= 4))
);
create index degradation_changes_by_time on platform.degradation_changes (at, id);
-- No row level security.
grant insert, select on platform.degradation_changes to palier_app;

-- The id of the deployment, which its archives and keys files have, too. (shared)
create table platform.deployment (
  id uuid not null,
  only_one boolean not null default true,
  constraint deployment_pkey primary key (id),
  constraint deployment_only_one_key unique (only_one),
  constraint deployment_only_one_check check (only_one)
);
-- No row level security.

-- That the erasure of a person or the purge of the tenant began, by ids and in order. The storage has it, too. (tenant)
create table platform.erasure_ledger (
  tenant_id uuid not null,
  number bigint not null,
  user_id uuid,
  noted_at timestamptz(3) not null default now(),
  chain text collate "C" not null,
  waived boolean not null default false,
  constraint erasure_ledger_pkey primary key (tenant_id, number),
  constraint erasure_ledger_number_check check (number > 0)
);
create index erasure_ledger_number on platform.erasure_ledger (number);
create index erasure_ledger_user on platform.erasure_ledger (tenant_id, user_id);
create index erasure_ledger_waived on platform.erasure_ledger (number) where waived;
-- Row level security: backup, tenant.
grant select on platform.erasure_ledger to palier_app;

-- The erasure of a person: who asked for it and when, and counts of rows by table. (tenant)
create table platform.erasures (
  tenant_id uuid not null,
  user_id uuid not null,
  state text not null default 'pending',
  email text,
  subjects text[] not null default '{}'[],
  pseudonym uuid,
  asked_by text not null,
  asked_at timestamptz(3) not null default now(),
  due_at timestamptz(3) not null,
  began_at timestamptz(3),
  swept_at timestamptz(3),
  erased_at timestamptz(3),
  next_at timestamptz(3),
  counts jsonb not null default '{}'::jsonb,
  files integer not null default 0,
  receipt jsonb,
  link_hash bytea,
  link_until timestamptz(3),
  constraint erasures_pkey primary key (tenant_id, user_id),
  constraint erasures_check check ((state = 'erased') = (erased_at is not null)),
  constraint erasures_check1 check ((state <> 'erased') or ((email is null) and (subjects = '{}'[]) and (pseudonym is null) and (next_at is null))),
  constraint erasures_email_check check (length(email) <= 254),
  constraint erasures_state_check check (state in ('pending', 'erasing', 'erased'))
);
create index erasures_due on platform.erasures (next_at) where (next_at is not null);
create unique index erasures_link on platform.erasures (tenant_id, link_hash) where (link_hash is not null);
-- Row level security: backup, tenant.
create policy asked on platform.erasures as restrictive for insert to palier_app with check ((state = 'pending') and (began_at is null));
create policy cancelled on platform.erasures as restrictive for delete to palier_app using ((state = 'pending') and (began_at is null));
create policy cross_tenant on platform.erasures for select to palier_cross_tenant using (true);
create policy unended on platform.erasures as restrictive for update to palier_app using (state <> 'erased') with check ((state <> 'pending') or (began_at is not null));
create trigger note_erasure after update of state on platform.erasures for each row when (((old.state = 'pending') and (new.state = 'erasing')))
  execute function platform.note_begun_erasure();
grant delete, insert, select, update (state, email, subjects, pseudonym, began_at, swept_at, erased_at, next_at, counts, files, receipt, link_hash, link_until) on platform.erasures to palier_app;
grant select (tenant_id, user_id, state) on platform.erasures to palier_cross_tenant;

-- A feature flag, and for which plans, tenants and users it is on. (shared)
create table platform.flags (
  name text not null,
  enabled boolean not null,
  percentage smallint not null,
  environments_on text[] not null,
  environments_off text[] not null,
  tenants_on uuid[] not null,
  tenants_off uuid[] not null,
  version integer not null default nextval('platform.flag_versions'::regclass),
  updated_at timestamptz(3) not null default now(),
  percentage_of text not null default 'tenants',
  plans_on text[] not null default '{}'[],
  plans_off text[] not null default '{}'[],
  users_on uuid[] not null default '{}'::uuid[],
  users_off uuid[] not null default '{}'::uuid[],
  reason text not null default '',
  constraint flags_pkey primary key (name),
  constraint flags_name_check check ((length(name) >= 1) and (length(name) <= 100)),
  constraint flags_percentage_check check ((percentage >= 0) and (percentage <= 100)),
  constraint flags_percentage_of_check check (percentage_of in ('tenants', 'users')),
  constraint flags_reason_check check (length(reason) <= 200)
);
-- No row level security.
grant delete, insert, select, update on platform.flags to palier_app;

-- The files of functions that were applied, by the digest of their text. (shared)
create table platform.function_files (
  name text collate "C" not null,
  digest text collate "C" not null,
  applied_at timestamptz not null default now(),
  constraint function_files_pkey primary key (name, digest),
  constraint function_files_digest_check check (length(digest) = 64)
);
-- No row level security.

-- The answer to a request with an Idempotency-Key, as it was sent. The erasure of a person empties those to others that name them. (tenant)
create table platform.idempotency_records (
  tenant_id uuid not null,
  key_hash bytea not null,
  fingerprint bytea not null,
  status smallint,
  headers jsonb not null,
  body bytea,
  created_at timestamptz(3) not null default now(),
  user_id uuid,
  constraint idempotency_records_pkey primary key (tenant_id, key_hash),
  constraint idempotency_records_body_check check (octet_length(body) <= 1048576),
  constraint idempotency_records_fingerprint_check check (octet_length(fingerprint) = 32),
  constraint idempotency_records_key_hash_check check (octet_length(key_hash) = 32),
  constraint idempotency_records_status_check check ((status >= 200) and (status <= 399))
);
create index idempotency_records_by_age on platform.idempotency_records (created_at);
create index idempotency_records_by_caller on platform.idempotency_records (tenant_id, user_id);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
grant insert, select, update on platform.idempotency_records to palier_app;

-- Which subscriber has handled which event. (tenant)
create table platform.inbox (
  tenant_id uuid not null,
  event_id uuid not null,
  subscriber text not null,
  handled_at timestamptz not null default now(),
  constraint inbox_pkey primary key (tenant_id, event_id, subscriber)
) partition by range (event_id);
-- Row level security: backup, tenant.
grant delete, insert, select on platform.inbox to palier_app;

-- Whose turn it is in a queue, and when a worker last declared it. (shared)
create table platform.job_queues (
  queue text not null,
  turn integer not null default 0,
  declared_at timestamptz not null default now(),
  constraint job_queues_pkey primary key (queue),
  constraint job_queues_turn_check check (turn >= 0)
);
-- No row level security.
grant delete, insert, select, update on platform.job_queues to palier_app;

-- The turns of a tenant in a queue. (shared)
create table platform.job_turns (
  queue text not null,
  tenant uuid not null,
  turn integer not null,
  constraint job_turns_pkey primary key (queue, tenant),
  constraint job_turns_turn_check check (turn > 0)
);
-- No row level security.
grant delete, insert, select, update on platform.job_turns to palier_app;

-- The migrations that were applied. (shared)
create table platform.migrations (
  name text not null,
  applied_at timestamptz not null default now(),
  constraint migrations_pkey primary key (name)
);
-- No row level security.

-- The progress and the result of slow work, by ids, and the user who began it. (tenant)
create table platform.operations (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  cancel_permission text not null default 'platform.tenants.write',
  state text not null default 'queued',
  progress double precision not null default 0,
  result json,
  error json,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  user_id uuid,
  begun_by uuid,
  scope text,
  constraint operations_pkey primary key (tenant_id, id),
  constraint operations_cancel_permission_check check ((length(cancel_permission) >= 3) and (length(cancel_permission) <= 100)),
  constraint operations_kind_check check ((length(kind) >= 3) and (length(kind) <= 100)),
  constraint operations_progress_check check ((progress >= (0)::double precision) and (progress <= (1)::double precision)),
  constraint operations_scope_check check ((length(scope) >= 1) and (length(scope) <= 20000)),
  constraint operations_state_check check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled'))
);
create index operations_by_age on platform.operations (created_at);
create index operations_by_user on platform.operations (tenant_id, user_id, id);
create index operations_of_tenant on platform.operations (tenant_id, id) where (user_id is null);
create index operations_of_tenant_by_state on platform.operations (tenant_id, state, id) where (user_id is null);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (state, progress, result, error, version, updated_at) on platform.operations to palier_app;

-- An event, a job or an invalidation to forward after the commit of its transaction: ids and the data of the event. (tenant)
create table platform.outbox (
  tenant_id uuid not null default (nullif(current_setting('app.tenant_id', true), ''))::uuid,
  id uuid not null,
  seq bigint not null default nextval('platform.outbox_seq'::regclass),
  kind text not null,
  subject text not null,
  payload json not null,
  traceparent text,
  created_at timestamptz not null default now(),
  forwarded_at timestamptz,
  shard smallint not null,
  constraint outbox_pkey primary key (tenant_id, id)
) partition by range (id);
create index outbox_pending on platform.outbox (shard, seq) where (forwarded_at is null);
-- Row level security: backup, tenant.
create policy cross_tenant on platform.outbox to palier_cross_tenant using (true) with check (true);
grant insert on platform.outbox to palier_app;
grant select, update (forwarded_at) on platform.outbox to palier_cross_tenant;

-- The failed tries of a subject of the outbox. (tenant)
create table platform.outbox_retries (
  tenant_id uuid not null,
  kind text not null,
  subject text not null,
  tries integer not null,
  until timestamptz not null,
  constraint outbox_retries_pkey primary key (tenant_id, kind, subject)
);
-- Row level security: backup, tenant.
create policy cross_tenant on platform.outbox_retries to palier_cross_tenant using (true) with check (true);
grant delete, insert, select, update on platform.outbox_retries to palier_cross_tenant;

-- Which relay holds which shard of the outbox. (shared)
create table platform.outbox_shards (
  shard smallint not null,
  kind text not null,
  holder uuid,
  held_until timestamptz not null default '-infinity'::timestamptz,
  constraint outbox_shards_pkey primary key (shard)
) with (fillfactor=40);
-- No row level security.
grant select, update on platform.outbox_shards to palier_cross_tenant;

-- A part of the export of a person: copies of rows of other tables. (person)
create table platform.person_exports (
  tenant_id uuid not null,
  id uuid not null,
  part integer not null,
  user_id uuid not null,
  lines text not null,
  created_at timestamptz(3) not null default now(),
  constraint person_exports_pkey primary key (tenant_id, id, part),
  constraint person_exports_part_check check (part >= 0)
);
create index person_exports_by_age on platform.person_exports (created_at);
create index person_exports_by_user on platform.person_exports (tenant_id, user_id);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select on platform.person_exports to palier_app;

-- The key that seals what a context holds of a person for one purpose. It is sealed itself. (person)
create table platform.person_keys (
  tenant_id uuid not null,
  user_id uuid not null,
  purpose text collate "C" not null,
  sealed bytea not null,
  made_at timestamptz(3) not null default now(),
  constraint person_keys_pkey primary key (tenant_id, user_id, purpose),
  constraint person_keys_purpose_check check ((length(purpose) >= 1) and (length(purpose) <= 60)),
  constraint person_keys_sealed_check check ((length(sealed) >= 61) and (length(sealed) <= 200))
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select on platform.person_keys to palier_app;

-- For how many days a tenant keeps rows of a table, where it chose less than the table declares. (tenant)
create table platform.retention_periods (
  tenant_id uuid not null,
  name text not null,
  days integer not null,
  constraint retention_periods_pkey primary key (tenant_id, name),
  constraint retention_periods_days_check check (days > 0)
);
-- Row level security: backup, tenant.
grant delete, insert, select, update on platform.retention_periods to palier_app;

-- A key that signs bundles and receipts of purges; the private part is sealed. (tenant)
create table platform.signature_keys (
  tenant_id uuid not null,
  kid text collate "C" not null,
  x text collate "C" not null,
  private_key bytea not null,
  signs_from timestamptz(3) not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint signature_keys_pkey primary key (tenant_id, kid),
  constraint signature_keys_kid_check check (length(kid) = 43),
  constraint signature_keys_x_check check (length(x) = 43)
);
-- Row level security: backup, tenant.
grant insert, select on platform.signature_keys to palier_app;

-- Of an hour: cache lookups and hits, the most sessions, and the minutes in which an API served. (shared)
create table platform.trend_hours (
  hour timestamptz not null,
  cache_hits bigint not null default 0,
  cache_lookups bigint not null default 0,
  sessions integer,
  api_minutes bigint not null default 0,
  constraint trend_hours_pkey primary key (hour),
  constraint trend_hours_hour_check check (hour = date_trunc('hour', hour, 'UTC'))
) with (fillfactor=50);
-- No row level security.
grant insert, select, update on platform.trend_hours to palier_app;

-- Whether the trends of a week were sent, to the webhook or to which of the addresses, by its digest. (shared)
create table platform.trend_messages (
  week date not null,
  channel text collate "C" not null,
  claimed_at timestamptz(3) not null default now(),
  tries smallint not null default 1,
  sent_at timestamptz(3),
  constraint trend_messages_pkey primary key (week, channel)
);
-- No row level security.
grant insert, select, update on platform.trend_messages to palier_app;

-- Which report of a process was added last to the figures of the hours. (shared)
create table platform.trend_reports (
  process uuid not null,
  number integer not null,
  reported_on date not null default current_date,
  constraint trend_reports_pkey primary key (process)
);
create index trend_reports_by_day on platform.trend_reports (reported_on);
-- No row level security.
grant insert, select, update on platform.trend_reports to palier_app;

-- Of an hour and a route: how many requests there were, how many failed, and how long they took. (shared)
create table platform.trend_routes (
  hour timestamptz not null,
  method text collate "C" not null,
  route text collate "C" not null,
  requests bigint not null,
  errors bigint not null,
  durations bigint[] not null,
  constraint trend_routes_pkey primary key (hour, method, route),
  constraint trend_routes_durations_check check (cardinality(durations) = 14)
) with (fillfactor=50);
-- No row level security.
grant insert, select, update on platform.trend_routes to palier_app;

-- How many bytes of the storage an upload that is under way has reserved, and which user or key sends it. (tenant)
create table platform.uploads (
  tenant_id uuid not null,
  id uuid not null,
  bytes bigint not null,
  expires_at timestamptz(3) not null,
  caller_id uuid,
  constraint uploads_pkey primary key (tenant_id, id),
  constraint uploads_bytes_check check (bytes >= 0)
);
create index uploads_by_caller on platform.uploads (tenant_id, caller_id);
create index uploads_by_expiry on platform.uploads (expires_at);
-- Row level security: backup, erased_caller_id, tenant.
-- Triggers: erased_caller_id.
grant delete, insert, select, update (bytes, expires_at) on platform.uploads to palier_app;

-- A message to a webhook, by ids: its body, its tries and the beginning of each answer. (tenant)
create table platform.webhook_deliveries (
  tenant_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  message_id text collate "C" not null,
  type text collate "C" not null,
  subject text collate "C" not null,
  body text not null,
  state text collate "C" not null default 'pending',
  due_at timestamptz(3),
  claim uuid,
  claimed_until timestamptz(3),
  tries integer not null default 0,
  attempts jsonb not null default '[]'::jsonb,
  created_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  constraint webhook_deliveries_pkey primary key (tenant_id, id),
  constraint webhook_deliveries_tenant_id_endpoint_id_fkey foreign key (tenant_id, endpoint_id) references platform.webhook_endpoints(tenant_id, id) on delete cascade,
  constraint webhook_deliveries_state_check check (state in ('pending', 'delivered', 'failed')),
  constraint webhook_deliveries_tries_check check (tries >= 0)
);
create index webhook_deliveries_by_creation on platform.webhook_deliveries (tenant_id, endpoint_id, created_at, id);
create index webhook_deliveries_by_end on platform.webhook_deliveries (ended_at) where (ended_at is not null);
create index webhook_deliveries_by_state on platform.webhook_deliveries (tenant_id, endpoint_id, state, created_at, id);
create index webhook_deliveries_claimed on platform.webhook_deliveries (tenant_id, endpoint_id) where (claim is not null);
create index webhook_deliveries_due on platform.webhook_deliveries (tenant_id, endpoint_id, due_at) where (due_at is not null);
create index webhook_deliveries_of_subject on platform.webhook_deliveries (tenant_id, endpoint_id, subject, created_at, id) where (state = 'pending');
-- Row level security: backup, tenant.
grant delete, insert, select, update (state, due_at, claim, claimed_until, tries, attempts, ended_at) on platform.webhook_deliveries to palier_app;

-- A webhook of a tenant: its events, how it does, and its sealed address and secrets. (tenant)
create table platform.webhook_endpoints (
  tenant_id uuid not null,
  id uuid not null,
  form text collate "C" not null,
  url bytea not null,
  shown_url text not null,
  secret bytea,
  former_secret bytea,
  former_until timestamptz(3),
  events text[] not null,
  description text not null,
  disabled_at timestamptz(3),
  disabled_reason text collate "C",
  failing_since timestamptz(3),
  succeeded_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  refused bigint not null default 0,
  refused_since timestamptz(3),
  refused_at timestamptz(3),
  constraint webhook_endpoints_pkey primary key (tenant_id, id),
  constraint webhook_endpoints_check check ((secret is null) = (form <> 'standard')),
  constraint webhook_endpoints_check1 check ((former_until is null) = (former_secret is null)),
  constraint webhook_endpoints_check2 check ((disabled_at is null) = (disabled_reason is null)),
  constraint webhook_endpoints_description_check check (length(description) <= 300),
  constraint webhook_endpoints_disabled_reason_check check (disabled_reason in ('asked', 'gone', 'failing')),
  constraint webhook_endpoints_events_check check ((cardinality(events) >= 1) and (cardinality(events) <= 50)),
  constraint webhook_endpoints_form_check check (form in ('standard', 'slack', 'discord')),
  constraint webhook_endpoints_refused_check check (refused >= 0),
  constraint webhook_endpoints_shown_url_check check ((shown_url ~ '^https?://[^\u0001-\u0020\u007f-\u009f]+$') and (length(shown_url) <= 2100)),
  constraint webhook_endpoints_version_check check (version > 0)
);
create index webhook_endpoints_by_creation on platform.webhook_endpoints (tenant_id, created_at, id);
-- Row level security: backup, tenant.
grant delete, insert, select, update (url, shown_url, secret, former_secret, former_until, events, description, disabled_at, disabled_reason, failing_since, succeeded_at, version, updated_at, refused, refused_since, refused_at) on platform.webhook_endpoints to palier_app;

-- Whether a job waits that sends the messages of a tenant, and when one is needed. (tenant)
create table platform.webhook_turns (
  tenant_id uuid not null,
  waiting_since timestamptz(3),
  due_at timestamptz(3),
  constraint webhook_turns_pkey primary key (tenant_id)
);
create index webhook_turns_due on platform.webhook_turns (due_at) where (due_at is not null);
-- Row level security: backup, tenant.
create policy cross_tenant on platform.webhook_turns to palier_cross_tenant using (true);
grant insert, select, update (waiting_since, due_at) on platform.webhook_turns to palier_app;
grant select on platform.webhook_turns to palier_cross_tenant;

create sequence platform.degradation_changes_id_seq;

create sequence platform.flag_versions;
grant usage on sequence platform.flag_versions to palier_app;

create sequence platform.outbox_seq;
grant usage on sequence platform.outbox_seq to palier_app;

-- libs/platform/data-lifecycle/erasure/person-rows.sql: for palier_app
function platform.add_erased(erased uuid, keys text[], changed bigint[], released integer, claimed timestamptz)
  returns void language sql;

-- libs/platform/audit-chain/append-audit-chain.sql: for its owner
function platform.advance_audit_head(head platform.audit_heads, appended integer)
  returns table(tenant_id uuid, seq bigint, hash bytea, lines integer) language sql;

-- libs/platform/audit-chain/append-audit-chain.sql: for palier_app, with the rights of palier_cross_tenant
function platform.append_audit_chain(most integer)
  returns table(tenant_id uuid, seq bigint, hash bytea, lines integer) language plpgsql;

-- libs/platform/audit-chain/append-audit-chain.sql: for its owner
function platform.audit_field(value text)
  returns bytea language sql stable;

-- libs/platform/audit-chain/append-audit-chain.sql: for its owner
function platform.audit_form(line platform.audit_lines, seq bigint)
  returns bytea language sql stable;

-- libs/platform/audit-chain/append-audit-chain.sql: for palier_app, with the rights of palier_cross_tenant
function platform.audited_tenants()
  returns setof uuid language sql stable;

-- libs/platform/data-lifecycle/erasure/erase-again.sql: for palier_app, with the rights of palier_owner
function platform.begin_erasing_again(erased uuid, address text)
  returns boolean language plpgsql;

-- libs/platform/database/catalogue/tenant-rows.sql: for its owner
function platform.change_places(command text, target regclass, leaf regclass, places tid[], condition text, tenant uuid)
  returns bigint language plpgsql;

-- libs/platform/outbox/claim-outbox.sql: for palier_app, with the rights of palier_cross_tenant
function platform.claim_outbox(wanted text, relay uuid, lease interval, most_shards integer, most_rows integer)
  returns table(id uuid, tenant_id uuid, subject text, payload json, traceparent text, created_at timestamptz, tries integer) language plpgsql;

-- libs/platform/outbox/claim-outbox.sql: for palier_app, with the rights of palier_cross_tenant
function platform.complete_outbox(wanted text, relay uuid, tenants uuid[], ids uuid[], waits json)
  returns void language plpgsql;

-- libs/platform/data-lifecycle/erasure/due-erasures.sql: for palier_app, with the rights of palier_owner
function platform.confirm_erasure(person uuid, by text)
  returns setof uuid language sql;

-- libs/platform/events/dead-letters/find-dead-letters.sql: for palier_app, with the rights of palier_cross_tenant
function platform.count_dead_letters()
  returns bigint language sql stable;

-- libs/platform/storage/find-blobs.sql: for palier_app, palier_owner, with the rights of palier_backup
function platform.count_storage_bytes()
  returns bigint language plpgsql stable;

-- libs/platform/database/catalogue/tenant-rows.sql: for palier_owner, with the rights of palier_backup
function platform.count_tenant_rows()
  returns table(name text, kept boolean, rows bigint) language plpgsql stable;

-- libs/platform/database/catalogue/declare-table.sql: for its owner
function platform.declare_table(target text, declared jsonb)
  returns void language plpgsql;

-- libs/platform/data-lifecycle/erasure/person-rows.sql: for its owner
function platform.declared_persons()
  returns table(name text, person jsonb, effect text, condition text) language sql stable;

-- libs/platform/data-lifecycle/retention/expired-rows.sql: for palier_app, with the rights of palier_owner
function platform.delete_expired(target text, leaf text, places text[], days integer)
  returns bigint language plpgsql;

-- libs/platform/database/catalogue/tenant-rows.sql: for its owner
function platform.delete_tenant_rows(most integer)
  returns table(name text, deleted bigint) language plpgsql;

-- libs/platform/storage/find-blobs.sql: for palier_app, with the rights of palier_backup
function platform.doubtful_blobs(before timestamptz, most integer)
  returns table(tenant_id uuid, used text[], unused text[]) language plpgsql stable;

-- libs/platform/database/catalogue/partitions.sql: for its owner
function platform.drop_old_partitions(known text, rules jsonb)
  returns void language plpgsql;

-- libs/platform/database/catalogue/partitions.sql: for its owner
function platform.drop_partition(leaf regclass)
  returns void language plpgsql;

-- libs/platform/data-lifecycle/erasure/due-erasures.sql: for palier_app, with the rights of palier_backup
function platform.due_erasures(most integer)
  returns table(tenant_id uuid, user_id uuid) language sql stable;

-- libs/platform/data-lifecycle/waits/late-rows.sql: for palier_app, with the rights of palier_owner
function platform.end_late_waits(target text, waiting text)
  returns bigint language plpgsql;

-- libs/platform/erasure-ledger/note-erasure.sql: for palier_app, with the rights of palier_owner
function platform.end_waiver(person uuid)
  returns void language sql;

-- libs/platform/data-lifecycle/erasure/person-rows.sql: for palier_app
function platform.erase_person_rows(erased uuid, most integer)
  returns table(name text, effect text, changed bigint) language sql;

-- libs/platform/data-lifecycle/erasure/person-rows.sql: for palier_app, with the rights of palier_owner
function platform.erase_rows_of_person(erased uuid, most integer, alone boolean default false)
  returns table(name text, effect text, changed bigint) language plpgsql;

-- libs/platform/erasure-ledger/note-erasure.sql: for palier_app, palier_owner, with the rights of palier_backup
function platform.erasures_after(after bigint, most integer)
  returns table(number bigint, tenant_id uuid, user_id uuid, noted_at timestamptz, chain text, waived boolean) language sql stable;

-- libs/platform/data-lifecycle/retention/expired-rows.sql: for palier_backup
function platform.expired_rows(target text, age text)
  returns text language sql stable;

-- libs/platform/data-lifecycle/export/export-person-rows.sql: for palier_app, with the rights of palier_owner
function platform.export_person_rows(email text, subjects text[])
  returns table(name text, data jsonb) language plpgsql stable;

-- libs/platform/events/dead-letters/find-dead-letters.sql: for palier_app, with the rights of palier_cross_tenant
function platform.find_dead_letter(wanted uuid)
  returns setof platform.dead_letters language sql stable;

-- libs/platform/data-lifecycle/retention/expired-rows.sql: for palier_app, with the rights of palier_backup
function platform.find_expired(target text, most integer, without uuid[], bounded uuid[], days integer[])
  returns table(tenant_id uuid, leaf text, places text[]) language plpgsql stable;

-- libs/platform/data-lifecycle/waits/late-rows.sql: for palier_app, with the rights of palier_backup
function platform.find_late_rows()
  returns table(name text, waiting text, tenant_id uuid) language plpgsql stable;

-- libs/platform/key-rotation/first-sealed-values.sql: for palier_app, palier_owner, with the rights of palier_backup
function platform.first_sealed_values()
  returns table(context text, sealed bytea) language plpgsql stable;

-- libs/platform/text-normalisation/searchable.sql: for palier_app, palier_cross_tenant
function platform.folded(given text)
  returns text language sql immutable;

-- libs/platform/text-normalisation/searchable.sql: for palier_cross_tenant
function platform.has_runs(pieces tsvector, runs text[])
  returns boolean language sql immutable;

-- libs/platform/text-normalisation/searchable.sql: for palier_app, palier_cross_tenant
function platform.invisible()
  returns text language sql immutable;

-- libs/platform/archives/file-path.sql: for palier_app
function platform.is_file_path(path text)
  returns boolean language plpgsql immutable;

-- libs/platform/text-normalisation/one-line.sql: for palier_app
function platform.is_one_line(given text)
  returns boolean language sql immutable;

-- libs/platform/data-lifecycle/erasure/kept-of-person.sql: for palier_app, with the rights of palier_owner
function platform.kept_of_person(erased uuid, most integer)
  returns table(name text, why text, kept bigint) language plpgsql stable;

-- libs/platform/data-lifecycle/erasure/person-rows.sql: for palier_app, with the rights of palier_owner
function platform.knows_person(wanted uuid)
  returns boolean language plpgsql stable;

-- libs/platform/erasure-ledger/note-erasure.sql: for palier_owner, with the rights of palier_backup
function platform.last_erasure()
  returns table(number bigint, chain text) language sql;

-- libs/platform/database/catalogue/partitions.sql: for its owner
function platform.least_uuid_at(moment timestamptz)
  returns uuid language sql immutable;

-- libs/platform/database/catalogue/tenant-rows.sql: for its owner
function platform.leaves(target regclass)
  returns setof regclass language sql stable;

-- libs/platform/events/dead-letters/find-dead-letters.sql: for palier_app, with the rights of palier_cross_tenant
function platform.list_dead_letters(before uuid, most integer, skipped integer)
  returns setof platform.dead_letters language sql stable;

-- libs/platform/database/catalogue/partitions.sql: for palier_app, with the rights of palier_owner
function platform.maintain_partitions()
  returns void language plpgsql;

-- libs/platform/database/catalogue/partitions.sql: for its owner
function platform.make_partition(parent regclass, leaf text, since timestamptz, upto timestamptz)
  returns void language plpgsql;

-- libs/platform/database/catalogue/partitions.sql: for its owner
function platform.make_partitions_ahead(known text, rules jsonb)
  returns void language plpgsql;

-- libs/platform/text-normalisation/searchable.sql: for palier_app, palier_cross_tenant
function platform.marks()
  returns text language sql immutable;

-- libs/platform/erasure-ledger/note-erasure.sql: for palier_app, palier_owner, with the rights of palier_backup
function platform.newest_erasure()
  returns table(deployment_id uuid, number bigint, tenant_id uuid, user_id uuid, noted_at timestamptz, chain text, waived bigint) language sql stable;

-- libs/platform/erasure-ledger/note-erasure.sql: for its owner
function platform.note_begun_erasure()
  returns trigger language plpgsql;

-- libs/platform/erasure-ledger/note-erasure.sql: for its owner
function platform.note_begun_purge()
  returns trigger language plpgsql;

-- libs/platform/erasure-ledger/note-erasure.sql: for palier_app, with the rights of palier_owner
function platform.note_erasure(person uuid, waived boolean)
  returns void language plpgsql;

-- libs/platform/outbox/outbox-backlog.sql: for palier_app, with the rights of palier_cross_tenant
function platform.outbox_backlog()
  returns table(kind text, pending bigint, oldest timestamptz) language sql stable;

-- libs/platform/outbox/outbox-backlog.sql: for palier_owner, with the rights of palier_cross_tenant
function platform.outbox_is_pending(since uuid, upto uuid)
  returns boolean language sql stable;

-- libs/platform/outbox/outbox-backlog.sql: for palier_app, with the rights of palier_cross_tenant
function platform.outbox_last_held()
  returns table(kind text, held_until timestamptz) language sql stable;

-- libs/platform/outbox/claim-outbox.sql: for palier_app
function platform.outbox_shard(kind text, subject text)
  returns smallint language sql stable;

-- libs/platform/data-lifecycle/erasure/person-rows.sql: for its owner
function platform.person_condition(target text, person jsonb)
  returns text language plpgsql stable;

-- libs/platform/text-normalisation/searchable.sql: for palier_cross_tenant
function platform.pieces_of(words text)
  returns tsvector language sql immutable;

-- libs/platform/text-normalisation/searchable.sql: for palier_app, palier_cross_tenant
function platform.plain(given text)
  returns text language sql immutable;

-- libs/platform/database/catalogue/declare-table.sql: for its owner
function platform.protect_table(target regclass)
  returns void language plpgsql;

-- libs/platform/text-normalisation/searchable.sql: for palier_cross_tenant
function platform.query_of(words text[], by_beginning integer, variadic configurations regconfig[])
  returns tsquery language plpgsql immutable;

-- libs/platform/storage/release-blobs.sql: for its owner
function platform.refer_to_blobs(target text, referring text)
  returns void language plpgsql;

-- libs/platform/data-lifecycle/erasure/refuse-erased.sql: for palier_app, with the rights of palier_owner
function platform.refuse_erased(person uuid)
  returns boolean language plpgsql stable;

-- libs/platform/data-lifecycle/erasure/refuse-erased.sql: for its owner
function platform.refuse_erased_change()
  returns trigger language plpgsql;

-- libs/platform/cutover/refuse-write.sql: for its owner
function platform.refuse_write()
  returns trigger language plpgsql;

-- libs/platform/storage/release-blobs.sql: for its owner, with the rights of palier_owner
function platform.release_blobs()
  returns trigger language plpgsql;

-- libs/platform/storage/find-blobs.sql: for palier_app, palier_owner, with the rights of palier_backup
function platform.released_by_transaction()
  returns integer language sql stable;

-- libs/platform/outbox/claim-outbox.sql: for palier_app, with the rights of palier_cross_tenant
function platform.renew_outbox_shards(wanted text, relay uuid, lease interval)
  returns void language sql;

-- libs/platform/data-lifecycle/retention/expired-rows.sql: for palier_app, palier_backup
function platform.retention_of(target text, tenant uuid)
  returns interval language sql stable;

-- libs/platform/data-lifecycle/retention/expired-rows.sql: for palier_backup
function platform.retention_of(target text, tenant uuid, days integer)
  returns interval language sql stable;

-- libs/platform/text-normalisation/searchable.sql: for palier_cross_tenant
function platform.runs_of(words text[])
  returns text[] language sql immutable;

-- libs/platform/text-normalisation/searchable.sql: for palier_app, palier_cross_tenant
function platform.searchable(given text)
  returns text language sql immutable;

-- libs/platform/text-normalisation/searchable.sql: for palier_app, palier_cross_tenant
function platform.sort_key(name text)
  returns text language sql immutable;

-- libs/platform/storage/storage-evidence.sql: for palier_app, with the rights of palier_backup
function platform.storage_evidence()
  returns table(deployment_id uuid, tenant_id uuid, digest text) language sql stable;

-- libs/platform/storage/find-blobs.sql: for palier_app, with the rights of palier_backup
function platform.unreferred_blobs(since timestamptz, announced boolean, among text[], most integer)
  returns table(digest text) language plpgsql stable;

-- libs/platform/text-normalisation/searchable.sql: for palier_app, palier_cross_tenant
function platform.unspaced()
  returns text language sql immutable;

-- libs/platform/data-lifecycle/waits/late-rows.sql: for palier_backup
function platform.waits_too_long(target text, waiting text)
  returns text language sql stable;

-- libs/platform/webhooks/deliveries/webhook-tenants-due.sql: for palier_app, with the rights of palier_cross_tenant
function platform.webhook_tenants_due(most integer)
  returns table(tenant_id uuid) language sql stable;
