import { declareSharedTable, migration } from '#platform/database';

/** Operators' API keys: no tenant's, so no row level security. */
export const AccessKeys1763700000300 = migration(
  `
    create table platform.api_keys (
      id uuid primary key,
      prefix text not null constraint api_keys_prefix_key unique check (prefix ~ '^[a-z2-7]{8}$'),
      hash bytea not null check (octet_length(hash) = 32),
      name text not null check (length(name) between 1 and 100),
      scopes text[] not null check (cardinality(scopes) > 0),
      created_at timestamptz(3) not null default now(),
      last_used_at timestamptz(3),
      revoked_at timestamptz(3)
    )`,
  'create index api_keys_live_name on platform.api_keys (name) where revoked_at is null',
  `
    grant select, insert (id, prefix, hash, name, scopes), update (last_used_at, revoked_at)
    on platform.api_keys to palier_app`,
  declareSharedTable('platform.api_keys', {
    holds: 'An operators’ API key: its name, scopes and hash.',
    through: 'access.operator-keys',
  }),
);
