import { declareTenantTable, migration, user } from '#platform/database';

/** The keys that members make for their machines. Of a secret only its SHA-256 is kept. */
export const AuthApiKeys1763700002000 = migration(
  `
    create table auth.api_keys (
      tenant_id uuid not null,
      id uuid not null,
      kind text not null check (kind in ('publishable', 'secret')),
      name text not null check (length(name) between 1 and 100),
      prefix text not null check (prefix ~ '^[a-z2-7]{8}$'),
      hash bytea not null check (length(hash) = 32),
      scopes text[] not null check (cardinality(scopes) between 1 and 50),
      made_by uuid,
      created_at timestamptz(3) not null default now(),
      expires_at timestamptz(3),
      last_used_at timestamptz(3),
      revoked_at timestamptz(3),
      successor_id uuid,
      primary key (tenant_id, id),
      constraint api_keys_prefix unique (tenant_id, prefix),
      -- An archive of a tenant is copied into this table as it is: one line, without what would steer a terminal.
      constraint api_keys_name_form check (name !~ '[\\u0001-\\u001f\\u007f-\\u009f]'),
      constraint api_keys_scopes_form check (array_position(scopes, '*') is null and array_position(scopes, null) is null)
    )`,
  `
    grant select, insert on auth.api_keys to palier_app;
    grant update (expires_at, last_used_at, revoked_at, successor_id) on auth.api_keys to palier_app`,
  'create index api_keys_by_maker on auth.api_keys (tenant_id, made_by)',
  declareTenantTable('auth.api_keys', {
    holds: 'An API key of a tenant: its name, scopes and hash, and who made it.',
    persons: [user('made_by', 'detach', 'id, kind, name, created_at, revoked_at')],
    uuids: { successor_id: 'the key that takes its place' },
    archive: { notCopied: 'keys that programs of the original present' },
  }),
);
