import { migrationOutsideTransaction } from '#platform/database';

/** The spellings that did not hold the tenant are gone: no search reads them any more. */
export const CatalogFormerSpellings1763700008152 = migrationOutsideTransaction(
  'drop index concurrently if exists catalog.search_entries_by_spelling',
  'drop function if exists catalog.spellings_of(text), catalog.spellings_near(text, text, integer)',
);
