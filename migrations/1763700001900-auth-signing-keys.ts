import { declareTenantTable, migration } from '#platform/database';

/**
 * The keys that access tokens are signed with, as rows of the reserved tenant. `kid` is the RFC 7638
 * thumbprint of the public key, whose coordinates are plain; the private key is sealed.
 */
export const AuthSigningKeys1763700001900 = migration(
  `
    create table auth.signing_keys (
      tenant_id uuid not null,
      kid text not null check (length(kid) = 43),
      x text not null check (length(x) = 43),
      y text not null check (length(y) = 43),
      private_key bytea not null,
      signs_from timestamptz(3) not null,
      verifies_until timestamptz(3),
      created_at timestamptz not null default clock_timestamp(),
      primary key (tenant_id, kid)
    )`,
  `
    grant select, insert, delete on auth.signing_keys to palier_app;
    grant update (verifies_until) on auth.signing_keys to palier_app`,
  'create index signing_keys_by_end on auth.signing_keys (verifies_until)',
  declareTenantTable('auth.signing_keys', {
    holds: 'A key that signs access tokens; the private part is sealed.',
    retention: { column: 'verifies_until', after: '0' },
    archive: { notExported: 'the keys with which this deployment signs tokens' },
  }),
);
