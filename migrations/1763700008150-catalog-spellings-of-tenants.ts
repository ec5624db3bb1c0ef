import { functionsOf, migrationOutsideTransaction } from '#platform/database';

/** The spellings of names are found by tenant and letters in one number. */
export const CatalogSpellingsOfTenants1763700008150 = migrationOutsideTransaction(
  functionsOf('catalog/search/spellings.sql'),
  `create index concurrently if not exists search_entries_by_tenant_spelling on catalog.search_entries
     using gin (catalog.spellings_of(tenant_id, name_words))`,
  // ANALYZE would make the spellings of 30,000 names, and of each look-up few are found in any case.
  'alter index catalog.search_entries_by_tenant_spelling alter column 1 set statistics 0',
);
