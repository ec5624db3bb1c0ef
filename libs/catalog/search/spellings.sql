-- A text, and what it becomes with each one of its letters left out.
create or replace function catalog.left_out(given text) returns text[] language sql immutable parallel safe
  return array(select given union select overlay(given placing '' from letter for 1) from generate_series(1, length(given)) as letter);
grant execute on function catalog.left_out(text) to palier_cross_tenant;

-- The spellings of a name of a tenant. The tenant is part of each number, so that the index needs no column for it.
-- An index is made of it: a change needs another function and another index.
create or replace function catalog.spellings_of(tenant uuid, name_words text) returns integer[]
  language sql immutable parallel safe cost 1000
    return array(select distinct hashtext(tenant::text || part.kind || spelling)
      from (select '=', left(replace(name_words, ' ', ''), 32)
        union all select '5', left(replace(name_words, ' ', ''), 5)
        union all select '8', left(replace(name_words, ' ', ''), 8)
        union all select 'w', left(word, 24) from unnest((string_to_array(name_words, ' '))[1:10]) as word where length(word) > 3
      ) as part (kind, given), unnest(catalog.left_out(part.given)) as spelling);
grant execute on function catalog.spellings_of(uuid, text) to palier_cross_tenant;

-- By what a text is looked up among those that were cut at a length: a letter more or less may have come before the cut.
create or replace function catalog.spellings_near(tenant uuid, kind text, typed text, cut integer) returns integer[]
  language sql immutable parallel safe
    return array(select distinct hashtext(tenant::text || kind || spelling)
      from generate_series(cut - 1, cut + 1) as letters, unnest(catalog.left_out(left(typed, letters))) as spelling);
