-- The tenant in force; null where none is.
create or replace function catalog.tenant_in_force() returns uuid
  language sql stable
  return nullif(current_setting('app.tenant_id', true), '')::uuid;

-- The words of a text, as they are searched, with one space between them and perhaps one around them.
create or replace function catalog.searchable(given text) returns text
  language sql immutable parallel safe
  return platform.searchable(given);

-- The first ten words that somebody typed, as names keep theirs; none where nothing is a letter or digit.
create or replace function catalog.words_of(typed text) returns text
  language sql immutable parallel safe
  return array_to_string((string_to_array(trim(catalog.searchable(typed)), ' '))[1:10], ' ');

-- A query of all of these words, the last one by its beginning; null where there are none.
create or replace function catalog.query_of(words text) returns tsquery
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
  declare
    query text := replace(words, ' ', ' & ') || ':*';
  begin
    -- Of a word like 1e2f the parser makes two, which are to follow one another; documents have no places.
    return case when words <> '' then
      replace((to_tsquery('french', query) || to_tsquery('simple', query))::text, '<->', '&')::tsquery end;
  end $$;
