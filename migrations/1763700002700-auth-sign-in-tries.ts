import { declareTenantTable, migration } from '#platform/database';

/**
 * The tries to sign in where no Redis counts them. Their rows are the reserved tenant's: those of a
 * tenant would never be cleared.
 */
export const AuthSignInTries1763700002700 = migration(
  `
    create unlogged table auth.sign_in_tries (
      tenant_id uuid not null,
      key bytea not null check (octet_length(key) = 32),
      tries integer not null,
      free_tries integer not null,
      ends_at timestamptz(3) not null,
      opens_at timestamptz(3) not null,
      primary key (tenant_id, key)
    )`,
  'create index sign_in_tries_by_end on auth.sign_in_tries (ends_at)',
  'grant select, insert, update, delete on auth.sign_in_tries to palier_app',
  declareTenantTable('auth.sign_in_tries', {
    holds: 'How often signing in failed, under a keyed hash of the account, device or network.',
    retention: { column: 'ends_at', after: '0' },
  }),
);
