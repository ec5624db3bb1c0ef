import { declareAnew, migration } from '#platform/database';

/** The tables of keys say which columns are sealed, so that a rotation of the master key seals them anew. */
export const PlatformSealedColumns1763700005500 = migration(
  declareAnew('auth.signing_keys', { sealed: { private_key: 'auth.signing-key {kid}' } }),
  declareAnew('platform.signature_keys', { sealed: { private_key: 'platform.signature-key {kid}' } }),
);
