import { declareTable, migration } from '#platform/database';

/** A copy of a tenant beside the original would remind everybody twice. */
export const JournalCopiedReminders1763700005800 = migration(
  declareTable('journal.reminders', {
    kind: 'person',
    holds: 'When a person wants to be reminded of their journal, and how.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: 'delete',
        exports: ['id', 'local_time', 'weekdays', 'channels', 'next_at', 'mailed_for', 'created_at', 'updated_at'],
      },
    ],
    archive: { notCopied: 'the original sends them' },
  }),
);
