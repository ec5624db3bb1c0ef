import { declareAnew, migration } from '#platform/database';

/** A copy of a tenant beside the original would remind everybody twice. */
export const JournalCopiedReminders1763700005800 = migration(
  declareAnew('journal.reminders', { archive: { notCopied: 'the original sends them' } }),
);
