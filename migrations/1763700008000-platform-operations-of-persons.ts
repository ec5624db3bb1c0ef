import { declareAnew, migration, user } from '#platform/database';

/** An operation that a person began for themselves names them, and is theirs alone. */
export const PlatformOperationsOfPersons1763700008000 = migration(
  // The declaration below forces row level security again; until then the owner sees the rows of all tenants.
  'alter table platform.operations add column user_id uuid, no force row level security',
  // Nobody can say any more who began these. What they made is read by its person as before.
  "delete from platform.operations where kind = 'auth.export-person'",
  declareAnew('platform.operations', {
    holds: 'The progress and the result of slow work, by ids, and the user who began it for themselves.',
    persons: [user('user_id', 'delete', 'id, kind, state, created_at, updated_at')],
  }),
);
