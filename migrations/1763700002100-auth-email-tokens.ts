import { declareTenantTable, migration, user } from '#platform/database';

/** The secrets in mailed links. */
export const AuthEmailTokens1763700002100 = migration(
  `
    create table auth.email_tokens (
      tenant_id uuid not null,
      id uuid not null,
      user_id uuid not null,
      purpose text not null check (purpose in ('verify-email', 'reset-password')),
      hash bytea not null check (octet_length(hash) = 32),
      expires_at timestamptz(3) not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references auth.users (tenant_id, id) on delete cascade
    )`,
  'create index email_tokens_by_user on auth.email_tokens (tenant_id, user_id, purpose)',
  'create index email_tokens_by_expiry on auth.email_tokens (expires_at)',
  'grant select, insert, delete on auth.email_tokens to palier_app',
  declareTenantTable('auth.email_tokens', {
    holds: 'The hash of the secret in a mailed link.',
    persons: [user('user_id', 'delete', { none: 'it holds hashes of secrets alone' })],
    retention: { column: 'expires_at', after: '0' },
    archive: { notExported: 'secrets of links to this deployment' },
  }),
);
