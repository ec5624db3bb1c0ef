import { declareAnew, functionsOf, migration } from '#platform/database';

/** No archive has the keys of journals: where one is restored, the column that only the version before reads is null. */
export const JournalKeysNotArchived1763700008444 = migration(
  'alter table journal.journals alter column data_key drop not null',
  functionsOf('journal/journals/forget-unreadable.sql'),
  declareAnew('journal.journals', {
    holds:
      'The journal of a person: the number of its last change, how many bytes its texts take, and its key, sealed, for the version before.',
    notArchived: ['data_key'],
  }),
);
