-- The schema auth as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema auth to palier_app;
grant usage on schema auth to palier_backup;
grant usage on schema auth to palier_cross_tenant;

-- An API key of a tenant or of one user: its name, scopes and hash, and who made it. (tenant)
create table auth.api_keys (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  scopes text[] not null,
  made_by uuid,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  successor_id uuid,
  user_id uuid,
  constraint api_keys_pkey primary key (tenant_id, id),
  constraint api_keys_prefix unique (tenant_id, prefix),
  constraint api_keys_hash_check check (length(hash) = 32),
  constraint api_keys_kind check (kind in ('publishable', 'secret', 'personal')),
  constraint api_keys_name_check check ((length(name) >= 1) and (length(name) <= 100)),
  constraint api_keys_name_form check (name !~ '[\u0001-\u001f\u007f-\u009f]'),
  constraint api_keys_personal check ((kind = 'personal') or (user_id is null)),
  constraint api_keys_prefix_check check (prefix ~ '^[a-z2-7]{8}$'),
  constraint api_keys_scopes_check check ((cardinality(scopes) >= 1) and (cardinality(scopes) <= 50)),
  constraint api_keys_scopes_form check ((array_position(scopes, '*') is null) and (array_position(scopes, null::text) is null))
);
create index api_keys_by_maker on auth.api_keys (tenant_id, made_by);
create index api_keys_by_user on auth.api_keys (tenant_id, user_id, id);
-- Row level security: backup, erased_made_by, erased_user_id, tenant.
-- Triggers: erased_made_by, erased_user_id.
create trigger end_key_without_maker before update of made_by on auth.api_keys for each row when (((old.made_by is not null) and (new.made_by is null) and (new.revoked_at is null) and (new.kind = 'secret')))
  execute function auth.end_access_without_giver();
grant delete, insert, select, update (expires_at, last_used_at, revoked_at, successor_id) on auth.api_keys to palier_app;

-- The hash of the secret in a mailed link. (tenant)
create table auth.email_tokens (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  purpose text not null,
  hash bytea not null,
  expires_at timestamptz(3) not null,
  constraint email_tokens_pkey primary key (tenant_id, id),
  constraint email_tokens_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references auth.users(tenant_id, id) on delete cascade,
  constraint email_tokens_hash_check check (octet_length(hash) = 32),
  constraint email_tokens_purpose check (purpose in ('verify-email', 'reset-password', 'cancel-erasure'))
);
create index email_tokens_by_expiry on auth.email_tokens (expires_at);
create index email_tokens_by_user on auth.email_tokens (tenant_id, user_id, purpose);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select on auth.email_tokens to palier_app;

-- Who was asked to join a tenant: the address, the role, and who asked. (tenant)
create table auth.invitations (
  tenant_id uuid not null,
  id uuid not null,
  email text collate "C" not null,
  role text not null,
  locale text,
  hashes bytea[] not null default '{}'::bytea[],
  invited_by uuid,
  operator_id uuid,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint invitations_pkey primary key (tenant_id, id),
  constraint invitations_tenant_id_invited_by_fkey foreign key (tenant_id, invited_by) references auth.users(tenant_id, id) on delete set null (invited_by),
  constraint invitations_email_check check ((email = lower(email)) and ((length(email) >= 3) and (length(email) <= 254))),
  constraint invitations_email_form check (email ~ '^[^@\u0001-\u0020\u007f-\u00a0"(),:;<>\u005b-\u005d]{1,64}@[^@\u0001-\u0020\u007f-\u00a0"(),:;<>\u005b-\u005d]+\.[^@\u0001-\u0020\u007f-\u00a0"(),:;<>\u005b-\u005d]+$'),
  constraint invitations_hashes_check check (cardinality(hashes) <= 8),
  constraint invitations_locale_check check (locale in ('en', 'fr')),
  constraint invitations_role_check check (role in ('member', 'editor', 'admin', 'owner'))
);
create index invitations_by_address on auth.invitations (tenant_id, email);
create index invitations_by_creation on auth.invitations (tenant_id, created_at, id) where ((accepted_at is null) and (revoked_at is null));
create index invitations_by_expiry on auth.invitations (expires_at);
create index invitations_by_inviter on auth.invitations (tenant_id, invited_by);
create index invitations_by_operator on auth.invitations (operator_id) where ((accepted_at is null) and (revoked_at is null));
create index invitations_of_tenant_by_expiry on auth.invitations (tenant_id, expires_at);
create unique index invitations_open on auth.invitations (tenant_id, email) where ((accepted_at is null) and (revoked_at is null));
-- Row level security: backup, erased_invited_by, tenant.
create policy cross_tenant on auth.invitations to palier_cross_tenant using (operator_id is not null);
-- Triggers: erased_invited_by.
create trigger end_invitation_without_inviter before update of invited_by on auth.invitations for each row when (((old.invited_by is not null) and (new.invited_by is null) and (new.revoked_at is null) and (new.accepted_at is null)))
  execute function auth.end_access_without_giver();
grant delete, insert, select, update on auth.invitations to palier_app;
grant select (tenant_id, id, operator_id, accepted_at, revoked_at), update (hashes, revoked_at) on auth.invitations to palier_cross_tenant;

-- A device that a user signed in from, by the hash of its cookie. (tenant)
create table auth.known_devices (
  tenant_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  constraint known_devices_pkey primary key (tenant_id, user_id, token_hash),
  constraint known_devices_tenant_id_user_id_fkey foreign key (tenant_id, user_id) references auth.users(tenant_id, id) on delete cascade,
  constraint known_devices_token_hash_check check (octet_length(token_hash) = 32)
);
create index known_devices_by_age on auth.known_devices (last_seen_at);
create index known_devices_of_tenant_by_age on auth.known_devices (tenant_id, last_seen_at);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update on auth.known_devices to palier_app;

-- From when on the sessions and tokens of a user count. (tenant)
create table auth.revocation_marks (
  tenant_id uuid not null,
  user_id uuid not null,
  ended_until timestamptz(3),
  tokens_until timestamptz(3),
  marked_at timestamptz(3) not null default now(),
  constraint revocation_marks_pkey primary key (tenant_id, user_id)
);
create index revocation_marks_by_age on auth.revocation_marks (marked_at);
-- Row level security: backup, tenant.
grant insert, select, update on auth.revocation_marks to palier_app;

-- A revocation that all processes follow, where there is no Redis. (tenant)
create table auth.revocations (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  subject uuid not null,
  of_tenant uuid,
  user_id uuid,
  before_ms bigint not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  constraint revocations_pkey primary key (tenant_id, id),
  constraint revocations_check check ((user_id is not null) = (kind = 'session')),
  constraint revocations_kind_check check (kind in ('session', 'user', 'tenant', 'tokens'))
);
create index revocations_by_age on auth.revocations (created_at);
create index revocations_latest on auth.revocations (tenant_id, created_at);
-- Row level security: backup, tenant.
grant delete, insert, select on auth.revocations to palier_app;

-- A session, where there is no Redis: device, network address, and hashes of its refresh tokens. (tenant)
create table auth.sessions (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  role text not null,
  name text not null,
  device text not null,
  address text not null,
  region text not null default '',
  salt bytea not null,
  family_hash bytea not null,
  previous_hash bytea not null,
  current_hash bytea not null,
  next_hash bytea not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  constraint sessions_pkey primary key (tenant_id, id),
  constraint sessions_current_hash_check check (octet_length(current_hash) = 16),
  constraint sessions_device_check check (length(device) <= 200),
  constraint sessions_family_hash_check check (octet_length(family_hash) = 16),
  constraint sessions_next_hash_check check (octet_length(next_hash) = 16),
  constraint sessions_previous_hash_check check (octet_length(previous_hash) = 16),
  constraint sessions_role_check check (role in ('member', 'editor', 'admin', 'owner')),
  constraint sessions_salt_check check (octet_length(salt) = 16)
);
create index sessions_by_expiry on auth.sessions (expires_at);
create index sessions_of_user on auth.sessions (tenant_id, user_id, last_seen_at desc, id);
-- Row level security: backup, erased_user_id, tenant.
create policy cross_tenant on auth.sessions for select to palier_cross_tenant using (true);
-- Triggers: erased_user_id.
grant delete, insert, select, update (role, name, device, address, region, previous_hash, current_hash, next_hash, last_seen_at, expires_at) on auth.sessions to palier_app;
grant select (tenant_id, region, expires_at) on auth.sessions to palier_cross_tenant;

-- How often an hour saw an action over all tenants, under a keyed hash of the address or network. (shared)
create unlogged table auth.shared_throttle_counts (
  key bytea not null,
  used integer not null,
  ends_at timestamptz(3) not null,
  constraint shared_throttle_counts_pkey primary key (key),
  constraint shared_throttle_counts_key_check check (octet_length(key) = 32),
  constraint shared_throttle_counts_used_check check (used > 0)
);
create index shared_throttle_counts_by_end on auth.shared_throttle_counts (ends_at);
-- No row level security.
grant delete, insert, select, update on auth.shared_throttle_counts to palier_cross_tenant;

-- How often signing in failed, under a keyed hash of the account, device or network. (tenant)
create unlogged table auth.sign_in_tries (
  tenant_id uuid not null,
  key bytea not null,
  tries integer not null,
  free_tries integer not null,
  ends_at timestamptz(3) not null,
  opens_at timestamptz(3) not null,
  constraint sign_in_tries_pkey primary key (tenant_id, key),
  constraint sign_in_tries_key_check check (octet_length(key) = 32)
);
create index sign_in_tries_by_end on auth.sign_in_tries (ends_at);
-- Row level security: backup, tenant.
grant delete, insert, select, update on auth.sign_in_tries to palier_app;

-- A key that signs access tokens; the private part is sealed. (tenant)
create table auth.signing_keys (
  tenant_id uuid not null,
  kid text not null,
  x text not null,
  y text not null,
  private_key bytea not null,
  signs_from timestamptz(3) not null,
  verifies_until timestamptz(3),
  created_at timestamptz not null default clock_timestamp(),
  constraint signing_keys_pkey primary key (tenant_id, kid),
  constraint signing_keys_kid_check check (length(kid) = 43),
  constraint signing_keys_x_check check (length(x) = 43),
  constraint signing_keys_y_check check (length(y) = 43)
);
create index signing_keys_by_end on auth.signing_keys (verifies_until);
-- Row level security: backup, tenant.
grant delete, insert, select, update (verifies_until) on auth.signing_keys to palier_app;

-- How often an hour saw an action, under a keyed hash of who did it. (tenant)
create table auth.throttle_counts (
  tenant_id uuid not null,
  key bytea not null,
  used integer not null,
  ends_at timestamptz(3) not null,
  constraint throttle_counts_pkey primary key (tenant_id, key),
  constraint throttle_counts_key_check check (octet_length(key) = 32),
  constraint throttle_counts_used_check check (used > 0)
);
create index throttle_counts_by_end on auth.throttle_counts (ends_at);
-- Row level security: backup, tenant.
grant delete, insert, select, update on auth.throttle_counts to palier_app;

-- A user of a tenant: address, name, role, language, and the hash of the password. (tenant)
create table auth.users (
  tenant_id uuid not null,
  id uuid not null,
  email text collate "C" not null,
  name text not null,
  name_key text collate "C" not null default '',
  family_key text collate "C" not null generated always as (regexp_replace(name_key, '^(.*\S)\s+(\S+)$', '\2 \1')) stored,
  role text not null,
  state text not null,
  deactivated_from text,
  password_hash text,
  locale text,
  created_at timestamptz(3) not null default now(),
  link_mailed_at timestamptz(3) not null default now(),
  last_sign_in_at timestamptz(3),
  sign_in_key timestamptz(3) not null generated always as (coalesce(last_sign_in_at, to_timestamp((0)::double precision))) stored,
  password_changed_at timestamptz(3),
  version integer not null default 1,
  constraint users_pkey primary key (tenant_id, id),
  constraint users_email unique (tenant_id, email),
  constraint users_deactivated_from_check check (deactivated_from in ('unverified', 'active')),
  constraint users_email_check check ((email = lower(email)) and ((length(email) >= 3) and (length(email) <= 254))),
  constraint users_email_form check (email ~ '^[^@\u0001-\u0020\u007f-\u00a0"(),:;<>\u005b-\u005d]{1,64}@[^@\u0001-\u0020\u007f-\u00a0"(),:;<>\u005b-\u005d]+\.[^@\u0001-\u0020\u007f-\u00a0"(),:;<>\u005b-\u005d]+$'),
  constraint users_locale_check check (locale in ('en', 'fr')),
  constraint users_name_check check ((length(name) >= 1) and (length(name) <= 100)),
  constraint users_name_form check (name !~ '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]'),
  constraint users_password_hash_check check (length(password_hash) <= 200),
  constraint users_password_hash_form check (
case
    when (password_hash is null) then true
    when (password_hash ~ '^\$2[aby]\$(0[4-9]|1[0-2])\$[./A-Za-z0-9]{53}$') then true
    when (password_hash ~ '^\$argon2id\$v=19\$m=[0-9]{1,7},t=[0-9]{1,2},p=[0-9]{1,2}\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{22,86}$') then (((("substring"(password_hash, '[$,]t=([0-9]+)'))::integer >= 1) and (("substring"(password_hash, '[$,]t=([0-9]+)'))::integer <= 10)) and ((("substring"(password_hash, '[$,]p=([0-9]+)'))::integer >= 1) and (("substring"(password_hash, '[$,]p=([0-9]+)'))::integer <= 8)) and ((("substring"(password_hash, '[$,]m=([0-9]+)'))::integer >= (8 * ("substring"(password_hash, '[$,]p=([0-9]+)'))::integer)) and (("substring"(password_hash, '[$,]m=([0-9]+)'))::integer <= 65536)))
    else false
end),
  constraint users_role_check check (role in ('member', 'editor', 'admin', 'owner')),
  constraint users_state_check check (state in ('unverified', 'active', 'deactivated'))
);
create index users_by_creation on auth.users (tenant_id, created_at, id);
create index users_by_family_name on auth.users (tenant_id, family_key);
create index users_by_name on auth.users (tenant_id, name_key, id);
create index users_by_role_creation on auth.users (tenant_id, role, created_at, id);
create index users_by_role_email on auth.users (tenant_id, role, email);
create index users_by_role_name on auth.users (tenant_id, role, name_key, id);
create index users_by_role_sign_in on auth.users (tenant_id, role, sign_in_key, id);
create index users_by_sign_in on auth.users (tenant_id, sign_in_key, id);
create index users_by_state_creation on auth.users (tenant_id, state, created_at, id);
create index users_by_state_email on auth.users (tenant_id, state, email);
create index users_by_state_name on auth.users (tenant_id, state, name_key, id);
create index users_by_state_sign_in on auth.users (tenant_id, state, sign_in_key, id);
create index users_unverified on auth.users (link_mailed_at) where (state = 'unverified');
-- Row level security: backup, erased_id, tenant.
create policy cross_tenant on auth.users to palier_cross_tenant using (tenant_id = '00000000-0000-7000-8000-000000000000'::uuid);
create policy cross_tenant_unverified on auth.users for select to palier_cross_tenant using (state = 'unverified');
-- Triggers: erased_id.
grant delete, insert, select, update on auth.users to palier_app;
grant select (tenant_id, id, role, state, link_mailed_at), update (version) on auth.users to palier_cross_tenant;

-- libs/auth/session-store/count-sessions.sql: for palier_app, with the rights of palier_cross_tenant
function auth.count_sessions(at timestamptz)
  returns table(tenant_id uuid, region text, sessions integer) language sql stable;

-- libs/auth/members/end-access-without-giver.sql: for its owner
function auth.end_access_without_giver()
  returns trigger language plpgsql;

-- libs/auth/users/expired-unverified-users.sql: for palier_app, with the rights of palier_cross_tenant
function auth.expired_unverified_users(days integer, most integer)
  returns table(tenant_id uuid, id uuid) language sql stable;

-- libs/auth/members/lock-operator.sql: for palier_app, with the rights of palier_cross_tenant
function auth.lock_operator(operator uuid)
  returns table(role text, state text) language sql;

-- libs/auth/invitations/revoke-invitations-of-operator.sql: for palier_app, with the rights of palier_cross_tenant
function auth.revoke_invitations_of_operator(operator uuid)
  returns table(tenant_id uuid, id uuid) language sql;

-- libs/auth/throttle/shared-throttle-counts.sql: for palier_app, with the rights of palier_cross_tenant
function auth.shared_throttle_count_seconds(what bytea)
  returns integer language sql stable;

-- libs/auth/throttle/shared-throttle-counts.sql: for palier_app, with the rights of palier_cross_tenant
function auth.use_shared_throttle_count(what bytea, most integer)
  returns boolean language sql;
