import { migrationOutsideTransaction } from '#platform/database';

const spellings = `
  -- The spellings of a name of a tenant. The tenant is part of each number, so that the index needs no column for it.
  create or replace function catalog.spellings_of(tenant uuid, name_words text) returns integer[]
  language sql immutable parallel safe cost 1000
    return array(select distinct hashtext(tenant::text || part.kind || spelling)
      from (select '=', left(replace(name_words, ' ', ''), 32)
        union all select '5', left(replace(name_words, ' ', ''), 5)
        union all select '8', left(replace(name_words, ' ', ''), 8)
        union all select 'w', left(word, 24) from unnest((string_to_array(name_words, ' '))[1:10]) as word where length(word) > 3
      ) as part (kind, given), unnest(catalog.left_out(part.given)) as spelling);

  create or replace function catalog.spellings_near(tenant uuid, kind text, typed text, cut integer) returns integer[]
  language sql immutable parallel safe
    return array(select distinct hashtext(tenant::text || kind || spelling)
      from generate_series(cut - 1, cut + 1) as letters, unnest(catalog.left_out(left(typed, letters))) as spelling);

  -- Who updates a row writes its index.
  grant execute on function catalog.spellings_of(uuid, text) to palier_cross_tenant`;

/** The spellings of names are found by tenant and letters in one number. */
export const CatalogSpellingsOfTenants1763700008150 = migrationOutsideTransaction(
  'CatalogSpellingsOfTenants1763700008150',
  spellings,
  `create index concurrently if not exists search_entries_by_tenant_spelling on catalog.search_entries
     using gin (catalog.spellings_of(tenant_id, name_words))`,
  // ANALYZE would make the spellings of 30,000 names, and of each look-up few are found in any case.
  'alter index catalog.search_entries_by_tenant_spelling alter column 1 set statistics 0',
);
