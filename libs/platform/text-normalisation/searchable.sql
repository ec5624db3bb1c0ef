-- For the brackets of a regular expression, accents, the points of Hebrew, Arabic and Japanese, letters that only look like
-- quotes, and invisible characters such as soft hyphens: all of category Cf.
create or replace function platform.invisible() returns text
  language sql immutable parallel safe
  return '\u00ad\u02b9-\u02bf\u0300-\u036f\u0591-\u05c7\u0600-\u0605\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06ed'
    '\u070f\u0890\u0891\u08e2\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff'
    '\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f'
    '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff';
grant execute on function platform.invisible() to palier_app, palier_cross_tenant;

-- A text in lower case, without what `invisible` names; letters that Unicode does not decompose are the plain ones that readers
-- type. `normaliseText` does the same. Of texts of columns in collation "C", too, for which only those of ASCII are letters.
create or replace function platform.plain(given text) returns text
  language sql immutable parallel safe
  return translate(replace(replace(replace(replace(
    lower(regexp_replace(normalize(given collate "default", nfkd), '[' || platform.invisible() || ']', '', 'g')),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th'), 'øłđıðħς', 'oldidhσ');
grant execute on function platform.plain(text) to palier_app, palier_cross_tenant;

-- A text as it is compared: plain, with one space for several.
create or replace function platform.folded(given text) returns text
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(platform.plain(given) collate "default", '\s+', ' ', 'g') $$;
grant execute on function platform.folded(text) to palier_app, palier_cross_tenant;

-- The key by which a name sorts, as `sortKey` makes it.
create or replace function platform.sort_key(name text) returns text
  language sql immutable parallel safe
  return left(platform.folded(name), 150);
grant execute on function platform.sort_key(text) to palier_app, palier_cross_tenant;

-- For the brackets of a regular expression, the marks inside words that [:alnum:] lacks, such as the virama of Hindi, and
-- letters between them.
create or replace function platform.marks() returns text
  language sql immutable parallel safe
  return '\u0483-\u0489\u0740-\u07f3\u07fd\u0818-\u082d\u0859-\u085b\u0898-\u08e1\u08ea-\u0954\u09bc-\u09cd\u09fe-\u0a4d'
    '\u0abc-\u0acd\u0afd-\u0b55\u0bcd\u0c3c-\u0c4d\u0cbc-\u0d4d\u0dca\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86\u0f87\u0fc6'
    '\u135d-\u135f\u1714-\u1734\u1939-\u193b\u1a60-\u1a7f\u1b34-\u1b44\u1b6b-\u1b73\u1baa-\u1bf3\u1c37\u1cd0-\u1cd2\u1cd4-\u1cf9'
    '\u2cef-\u2cf1\u2d7f\u302a-\u302f\ua66f-\ua672\ua67c\ua67d\ua6f0\ua6f1\ua806\ua82c\ua8c4\ua8e0-\ua8f1\ua92b-\ua92d\ua953'
    '\ua9b3-\ua9c0\uaabf-\uaac1\uaaf6\uabec\uabed\U00010000-\U0001efff';
grant execute on function platform.marks() to palier_app, palier_cross_tenant;

-- For the brackets of a regular expression, the letters and digits of scripts that write words without spaces: Thai, Lao,
-- Burmese, Khmer, Chinese and Japanese.
create or replace function platform.unspaced() returns text
  language sql immutable parallel safe
  return '\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0edf\u1000-\u1049\u1050-\u109d\u1780-\u17d3\u17d7\u17dc-\u17e9'
    '\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff'
    '\ua9e0-\ua9fe\uaa60-\uaa7f\uf900-\ufaff\U00020000-\U0003ffff';
grant execute on function platform.unspaced() to palier_app, palier_cross_tenant;

-- The words of a text, as they are searched: plain, with one space for whatever stands between letters and digits, and round
-- each run of letters of those scripts.
create or replace function platform.searchable(given text) returns text
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(
      case when p ~ ('[' || platform.unspaced() || ']') then regexp_replace(p, '([' || platform.unspaced() || ']+)', ' \1 ', 'g')
        else p end,
      '[^[:alnum:]' || platform.marks() || platform.unspaced() || ']+', ' ', 'g')
    from (select platform.plain(given) collate "default" offset 0) as f (p) $$;
grant execute on function platform.searchable(text) to palier_app, palier_cross_tenant;

-- Where words are written without spaces, a text is found by each pair of letters beside one another. All functions here take
-- texts and words as `searchable` gives them.

-- The pairs of letters of the runs without spaces in a text, the last letter of each run alone, and each run whole, in parts of
-- 500 letters that overlap by 200, since a word of an index has 2,046 bytes at most. Of the first 20,000 letters: pairs take
-- three times the place of a text.
create or replace function platform.pieces_of(words text) returns tsvector
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when words ~ ('[' || platform.unspaced() || ']') then (
    with runs as materialized (
      select left(string_agg(run, ' ' order by n), 20000) as all_runs from string_to_table(words, ' ') with ordinality as w (run, n)
        where run ~ ('^[' || platform.unspaced() || ']')
    ), letters as (
      select letter, lead(letter, 1, ' ') over (order by n) as next, n
        from runs, unnest(string_to_array(all_runs, null)) with ordinality as l (letter, n)
    )
    select string_agg(piece, ' ')::tsvector from (
      select rtrim(letter || next) || ':' || least(n, 16383) from letters where letter <> ' '
      union all select substr(run, at, 500)
        from runs, string_to_table(all_runs, ' ') as run, generate_series(1, greatest(length(run) - 200, 1), 300) as at
        where length(run) > 2) as pieces (piece)
  ) else '' end $$;
grant execute on function platform.pieces_of(text) to palier_cross_tenant;

-- A query of all of these words, in these configurations; the last one by its beginning, if it has so many letters. Of runs
-- without spaces, it asks for all pairs, which may stand apart: `has_runs` says whether the run is there. Null without words.
create or replace function platform.query_of(words text[], by_beginning integer, variadic configurations regconfig[]) returns tsquery
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
  declare
    last_word text := words[cardinality(words)];
    spaced text := nullif(array_to_string(words, ' & '), '');
    pieces tsquery;
    query tsquery;
    made tsquery;
    one regconfig;
  begin
    if spaced ~ ('[' || platform.unspaced() || ']') then
      pieces := (select string_agg(case when length(w) = 1 then w || ':*' else substr(w, at, 2) end, ' & ')
        from unnest(words) as w, generate_series(1, greatest(length(w) - 1, 1)) as at where w ~ ('^[' || platform.unspaced() || ']'));
      spaced := (select string_agg(w, ' & ' order by n) from unnest(words) with ordinality as t (w, n)
        where w !~ ('^[' || platform.unspaced() || ']'));
    end if;
    if length(last_word) >= by_beginning and last_word !~ ('^[' || platform.unspaced() || ']') then spaced := spaced || ':*'; end if;
    foreach one in array configurations loop
      made := to_tsquery(one, spaced);
      query := coalesce(query || made, made);
    end loop;
    -- The parser cuts a word like 1e2f in two that must follow one another, but the index has no positions.
    query := replace(query::text, '<->', '&')::tsquery;
    return coalesce(query && pieces, query, pieces);
  end $$;
grant execute on function platform.query_of(text[], integer, regconfig[]) to palier_cross_tenant;

-- The runs without spaces of three letters or more, of which the first 200 count: a query of pairs cannot prove that they are
-- contiguous.
create or replace function platform.runs_of(words text[]) returns text[]
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select array(select left(w, 200) from unnest(words) as w where w ~ ('^[' || platform.unspaced() || ']{3}')) $$;
grant execute on function platform.runs_of(text[]) to palier_cross_tenant;

-- Whether what `pieces_of` returned has all of these runs.
create or replace function platform.has_runs(pieces tsvector, runs text[]) returns boolean
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_and(strpos(lexemes, run) > 0), true)
    from (select pieces::text as lexemes offset 0) as p, unnest(runs) as run $$;
grant execute on function platform.has_runs(tsvector, text[]) to palier_cross_tenant;
