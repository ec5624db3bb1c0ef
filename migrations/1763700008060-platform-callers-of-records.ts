import { declareTable, migration } from '#platform/database';

/** Whose request a stored response answered, so that the erasure of that person deletes it. */
export const PlatformCallersOfRecords1763700008060 = migration(
  'alter table platform.idempotency_records add column user_id uuid',
  declareTable('platform.idempotency_records', {
    kind: 'tenant',
    holds:
      'The answer to a request with an Idempotency-Key, as it was sent. The erasure of a person empties those to others that name them.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: 'delete',
        exports: 'copies of what other tables say, for a day',
      },
    ],
    retention: { column: 'created_at', after: '24 hours' },
    archive: { notExported: 'stored responses to repeated requests to this deployment, for a day' },
  }),
);
