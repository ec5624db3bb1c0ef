import { migrationOutsideTransaction } from '#platform/database';

const spellings = `
  -- A text, and what it becomes with each one of its letters left out.
  create or replace function catalog.left_out(given text) returns text[] language sql immutable parallel safe
    return array(select given union select overlay(given placing '' from letter for 1) from generate_series(1, length(given)) as letter);

  -- By what a name is found that is misspelled: itself without spaces (=), its beginnings of 5 and of 8 letters, and its words (w),
  -- each with one letter left out. Two texts of which one is the other with one mistake are alike with a letter left out of
  -- one or of both. Numbers are smaller than texts; what is found by them is compared. 298 at most: 32 letters, and ten words of 24.
  create or replace function catalog.spellings_of(name_words text) returns integer[] language sql immutable parallel safe cost 1000
    return array(
      select distinct hashtext(part.kind || spelling)
      from (select '=', left(replace(name_words, ' ', ''), 32)
        union all select '5', left(replace(name_words, ' ', ''), 5)
        union all select '8', left(replace(name_words, ' ', ''), 8)
        union all select 'w', left(word, 24) from unnest((string_to_array(name_words, ' '))[1:10]) as word where length(word) > 3
      ) as part (kind, given), unnest(catalog.left_out(part.given)) as spelling);

  -- By what a text is looked up among those that were cut at a length: a letter more or less may have come before the cut.
  create or replace function catalog.spellings_near(kind text, typed text, cut integer) returns integer[]
  language sql immutable parallel safe
    return array(select distinct hashtext(kind || spelling)
      from generate_series(cut - 1, cut + 1) as letters, unnest(catalog.left_out(left(typed, letters))) as spelling);

  -- Who updates a row writes its index.
  grant execute on function catalog.left_out, catalog.spellings_of to palier_cross_tenant`;

/** Names are found by what they have in common with a misspelled one: letters of which one is left out. */
export const CatalogSpellings1763700008130 = migrationOutsideTransaction(
  'CatalogSpellings1763700008130',
  spellings,
  `create index concurrently if not exists search_entries_by_spelling on catalog.search_entries
     using gin (tenant_id, catalog.spellings_of(name_words))`,
  // ANALYZE would make the spellings of 30,000 names, and of each look-up few are found in any case.
  'alter index catalog.search_entries_by_spelling alter column 2 set statistics 0',
);
