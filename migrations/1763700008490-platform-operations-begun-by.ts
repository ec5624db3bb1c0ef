import { declareAnew, migration, user } from '#platform/database';

/** An operation of a tenant names who began it, and the places that it is about. */
export const PlatformOperationsBegunBy1763700008490 = migration(
  'alter table platform.operations add column begun_by uuid, add column scope text check (length(scope) between 1 and 20000)',
  declareAnew('platform.operations', {
    holds: 'The progress and the result of slow work, by ids, and the user who began it.',
    persons: [
      user('user_id', 'delete', 'id, kind, state, created_at, updated_at'),
      user(
        'begun_by',
        { keep: 'work that waits is not done for somebody who is gone; the id alone, for 30 days' },
        { none: 'the audit trail, which is in the export, says what the person began' },
      ),
    ],
  }),
);
