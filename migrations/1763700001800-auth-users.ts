import { declareTenantTable, migration, user } from '#platform/database';

// Whoever signs in computes the hash once more: a bcrypt hash of a cost over 12 would keep a thread busy for a
// second at each guess. The same as isPasswordHash in libs/auth/import, which a test compares with it: CASE,
// since a number must not be read before the form is right.
const parameter = (name: string) => `substring(password_hash from '[$,]${name}=([0-9]+)')::int`;
const passwordHashForm = `
  case
    when password_hash is null then true
    when password_hash ~ '^\\$2[aby]\\$(0[4-9]|1[0-2])\\$[./A-Za-z0-9]{53}$' then true
    when password_hash ~ '^\\$argon2id\\$v=19\\$m=[0-9]{1,7},t=[0-9]{1,2},p=[0-9]{1,2}\\$[A-Za-z0-9+/]{11,64}\\$[A-Za-z0-9+/]{22,86}$'
      then ${parameter('t')} between 1 and 10 and ${parameter('p')} between 1 and 8
        and ${parameter('m')} between 8 * ${parameter('p')} and 65536
    else false
  end`;

// One address and no list of them, nor a header of a mail; what Unicode has besides is the application's to refuse.
const inAddress = '[^@\\u0001-\\u0020\\u007f-\\u00a0"(),:;<>\\u005b-\\u005d]';
const emailForm = `email ~ '^${inAddress}{1,64}@${inAddress}+\\.${inAddress}+$'`;

// One line, without what would steer a terminal or turn the writing round.
const controls = '\\u0001-\\u001f\\u007f-\\u009f';
const nameForm = `name !~ '[${controls}\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]'`;

/** One for each filter and sort that the members' list offers; `users_email` is the one for addresses. */
const indexes = [
  'create index users_by_creation on auth.users (tenant_id, created_at, id)',
  'create index users_by_name on auth.users (tenant_id, name_key, id)',
  'create index users_by_family_name on auth.users (tenant_id, family_key)',
  'create index users_by_sign_in on auth.users (tenant_id, sign_in_key, id)',
  'create index users_by_role_creation on auth.users (tenant_id, role, created_at, id)',
  'create index users_by_role_name on auth.users (tenant_id, role, name_key, id)',
  'create index users_by_role_email on auth.users (tenant_id, role, email)',
  'create index users_by_role_sign_in on auth.users (tenant_id, role, sign_in_key, id)',
  'create index users_by_state_creation on auth.users (tenant_id, state, created_at, id)',
  'create index users_by_state_name on auth.users (tenant_id, state, name_key, id)',
  'create index users_by_state_email on auth.users (tenant_id, state, email)',
  'create index users_by_state_sign_in on auth.users (tenant_id, state, sign_in_key, id)',
  // How the unverified users of every tenant are found whose time is over.
  "create index users_unverified on auth.users (link_mailed_at) where state = 'unverified'",
];

const profile = 'id, email, name, role, state, locale, created_at, last_sign_in_at, password_changed_at';

/**
 * Who may sign in to a tenant. What HTTP and `import-users` refuse, no other way in brings along
 * either: an archive of a tenant is copied into this table as it is.
 */
export const AuthUsers1763700001800 = migration(
  'create schema auth',
  'grant usage on schema auth to palier_app, palier_cross_tenant',
  `create table auth.users (
    tenant_id uuid not null,
    id uuid not null,
    email text collate "C" not null check (email = lower(email) and length(email) between 3 and 254),
    name text not null check (length(name) between 1 and 100),
    name_key text collate "C" not null default '',
    -- The last word first, since a family name is what many look for.
    family_key text collate "C" not null
      generated always as (regexp_replace(name_key, '^(.*\\S)\\s+(\\S+)$', '\\2 \\1')) stored,
    role text not null check (role in ('member', 'editor', 'admin', 'owner')),
    state text not null check (state in ('unverified', 'active', 'deactivated')),
    deactivated_from text check (deactivated_from in ('unverified', 'active')),
    password_hash text check (length(password_hash) <= 200),
    locale text check (locale in ('en', 'fr')),
    created_at timestamptz(3) not null default now(),
    -- An unverified user is deleted a week after the last link was mailed.
    link_mailed_at timestamptz(3) not null default now(),
    last_sign_in_at timestamptz(3),
    -- A list walks from the latest on, and a null has no place in it.
    sign_in_key timestamptz(3) not null generated always as (coalesce(last_sign_in_at, to_timestamp(0))) stored,
    password_changed_at timestamptz(3),
    version integer not null default 1,
    primary key (tenant_id, id),
    constraint users_email unique (tenant_id, email),
    constraint users_password_hash_form check (${passwordHashForm}),
    constraint users_email_form check (${emailForm}),
    constraint users_name_form check (${nameForm})
  )`,
  ...indexes,
  'grant select, insert, update, delete on auth.users to palier_app',
  // A lock FOR SHARE needs the right to update some column of the row; the functions write to no user.
  `grant select (tenant_id, id, role, state, link_mailed_at), update (version) on auth.users to palier_cross_tenant;
  create policy cross_tenant on auth.users to palier_cross_tenant using (tenant_id = '00000000-0000-7000-8000-000000000000');
  create policy cross_tenant_unverified on auth.users for select to palier_cross_tenant using (state = 'unverified')`,
  declareTenantTable('auth.users', {
    holds: 'A user of a tenant: address, name, role, language, and the hash of the password.',
    persons: [user('id', 'delete', profile)],
  }),
);
