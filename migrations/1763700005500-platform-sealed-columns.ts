import { declareTable, migration } from '#platform/database';

/** The tables of keys say which columns are sealed, so that a rotation of the master key seals them anew. */
export const PlatformSealedColumns1763700005500 = migration(
  declareTable('auth.signing_keys', {
    kind: 'tenant',
    holds: 'A key that signs access tokens; the private part is sealed.',
    sealed: { private_key: 'auth.signing-key {kid}' },
    retention: { column: 'verifies_until', after: '0' },
    archive: { notExported: 'the keys with which this deployment signs tokens' },
  }),
  declareTable('platform.signature_keys', {
    kind: 'tenant',
    holds: 'A key that signs bundles and receipts of purges; the private part is sealed.',
    sealed: { private_key: 'platform.signature-key {kid}' },
    archive: { notExported: 'the keys with which this deployment signs' },
  }),
);
