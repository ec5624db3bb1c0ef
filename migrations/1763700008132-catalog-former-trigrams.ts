import { migrationOutsideTransaction } from '#platform/database';

/** The index of the trigrams of names is gone: no search reads it any more. */
export const CatalogFormerTrigrams1763700008132 = migrationOutsideTransaction(
  'drop index concurrently if exists catalog.search_entries_by_trigram',
);
