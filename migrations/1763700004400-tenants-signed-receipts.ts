import { declareTable, migration } from '#platform/database';

/** Who vouches for a receipt; the receipts that are there stay unsigned, since nobody can vouch for them any more. */
export const TenantsSignedReceipts1763700004400 = migration(
  `alter table tenants.purge_receipts
    add column key_id text collate "C",
    add column signature text collate "C"`,
  declareTable('tenants.purge_receipts', {
    kind: 'tenant',
    holds: 'The proof of a purge: counts of rows by table, with a signature.',
    kept: 'it proves the purge',
  }),
  declareTable('platform.signature_keys', {
    kind: 'tenant',
    holds: 'A key that signs bundles and receipts of purges; the private part is sealed.',
    archive: { notExported: 'the keys with which this deployment signs' },
  }),
);
