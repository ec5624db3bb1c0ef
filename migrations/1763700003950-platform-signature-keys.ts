import { declareTenantTable, migration } from '#platform/database';

/**
 * The keys that bundles are signed with, as rows of the reserved tenant. `kid` is the RFC 7638 thumbprint of the public key,
 * whose point is plain; the private key is sealed. A key is never deleted: what it signed can be verified for good.
 */
export const PlatformSignatureKeys1763700003950 = migration(
  `
    create table platform.signature_keys (
      tenant_id uuid not null,
      kid text collate "C" not null check (length(kid) = 43),
      x text collate "C" not null check (length(x) = 43),
      private_key bytea not null,
      signs_from timestamptz(3) not null,
      created_at timestamptz not null default clock_timestamp(),
      primary key (tenant_id, kid)
    );
    grant select, insert on platform.signature_keys to palier_app`,
  declareTenantTable('platform.signature_keys', {
    holds: 'A key that signs bundles; the private part is sealed.',
    archive: { notExported: 'the keys with which this deployment signs' },
  }),
);
