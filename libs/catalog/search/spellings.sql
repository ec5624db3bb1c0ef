-- A text, and what it becomes with each one of its letters left out.
--
-- The index that is made of spellings_of has what this returns: its text must not change, either.
create or replace function catalog.left_out(given text) returns text[]
  language sql immutable parallel safe
  return array(select given union
    select overlay(given placing '' from letter for 1) from generate_series(1, length(given)) as letter);
grant execute on function catalog.left_out(text) to palier_cross_tenant;

-- The spellings of a name of a tenant: of the whole name, of its first 5 and 8 letters, and of its words, each as it is and
-- with one letter left out. Two texts that share one differ by a mistake or two. The tenant is part of each number, so that the
-- index needs no column for it.
--
-- An index of `catalog.search_entries` is made of this function: its text must not change.
create or replace function catalog.spellings_of(tenant uuid, name_words text) returns integer[]
  language sql immutable parallel safe cost 1000
  return array(select distinct hashtext(tenant::text || part.kind || spelling)
    from (select '=', left(replace(name_words, ' ', ''), 32)
      union all select '5', left(replace(name_words, ' ', ''), 5)
      union all select '8', left(replace(name_words, ' ', ''), 8)
      union all select 'w', left(word, 24) from unnest((string_to_array(name_words, ' '))[1:10]) as word where length(word) > 3
    ) as part (kind, given), unnest(catalog.left_out(part.given)) as spelling);
grant execute on function catalog.spellings_of(uuid, text) to palier_cross_tenant;

-- The spellings by which spellings_of is searched: those of one kind of what was typed, cut to as many letters as that kind
-- has, or to one less or more, since a letter may be missing or too many. The kinds are `=`, `5`, `8` and `w`.
create or replace function catalog.spellings_near(tenant uuid, kind text, typed text, cut integer) returns integer[]
  language sql immutable parallel safe
  return array(select distinct hashtext(tenant::text || kind || spelling)
    from generate_series(cut - 1, cut + 1) as letters, unnest(catalog.left_out(left(typed, letters))) as spelling);
