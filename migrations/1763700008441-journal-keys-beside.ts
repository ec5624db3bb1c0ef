import { functionsOf, migration } from '#platform/database';

/**
 * Processes of the version before open journals with the key in a column: a trigger stores it among the keys of persons, too.
 * From here on each new journal has its key there.
 */
export const JournalKeysBeside1763700008441 = migration(
  functionsOf('journal/journals/store-data-key.sql'),
  `create trigger store_data_key after insert on journal.journals
     for each row when (new.data_key is not null) execute function journal.store_data_key()`,
);
