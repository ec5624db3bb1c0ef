import { declareTable, migration } from '#platform/database';

/** An operation that a person began for themselves names them, and is theirs alone. */
export const PlatformOperationsOfPersons1763700008000 = migration(
  // The declaration below forces row level security again; until then the owner sees the rows of all tenants.
  'alter table platform.operations add column user_id uuid, no force row level security',
  // Nobody can say any more who began these. What they made is read by its person as before.
  "delete from platform.operations where kind = 'auth.export-person'",
  declareTable('platform.operations', {
    kind: 'tenant',
    holds: 'The progress and the result of slow work, by ids, and the user who began it for themselves.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: 'delete',
        exports: ['id', 'kind', 'state', 'created_at', 'updated_at'],
      },
    ],
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'the progress of jobs that are not exported' },
  }),
);
