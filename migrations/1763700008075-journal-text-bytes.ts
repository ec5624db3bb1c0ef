import { declareAnew, migration } from '#platform/database';

/** What the texts of a journal take of the quota of its person. */
export const JournalTextBytes1763700008075 = migration(
  `
    -- At least as much as the texts take, since what is deleted is not taken off; it is counted anew where it reaches the
    -- quota, and where it is null, as in journals of before.
    alter table journal.journals add column text_bytes bigint check (text_bytes >= 0);
    alter table journal.journals alter column text_bytes set default 0;
    grant update (text_bytes) on journal.journals to palier_app`,
  declareAnew('journal.journals', {
    holds:
      'The journal of a person: the key of its texts and files, sealed, the number of its last change, and how many bytes its texts take.',
  }),
);
