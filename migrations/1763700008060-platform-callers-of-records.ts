import { declareAnew, migration, user } from '#platform/database';

/** Whose request a stored response answered, so that the erasure of that person deletes it. */
export const PlatformCallersOfRecords1763700008060 = migration(
  'alter table platform.idempotency_records add column user_id uuid',
  declareAnew('platform.idempotency_records', {
    holds:
      'The answer to a request with an Idempotency-Key, as it was sent. The erasure of a person empties those to others that name them.',
    persons: [user('user_id', 'delete', { none: 'copies of what other tables say, for a day' })],
  }),
);
