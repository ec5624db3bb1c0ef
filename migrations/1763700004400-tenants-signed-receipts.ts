import { declareAnew, migration } from '#platform/database';

/** Who vouches for a receipt; the receipts that are there stay unsigned, since nobody can vouch for them any more. */
export const TenantsSignedReceipts1763700004400 = migration(
  `alter table tenants.purge_receipts
    add column key_id text collate "C",
    add column signature text collate "C"`,
  declareAnew('tenants.purge_receipts', { holds: 'The proof of a purge: counts of rows by table, with a signature.' }),
  declareAnew('platform.signature_keys', {
    holds: 'A key that signs bundles and receipts of purges; the private part is sealed.',
  }),
);
