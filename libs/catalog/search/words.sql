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
  language sql immutable parallel safe
  return platform.query_of(string_to_array(nullif(words, ''), ' '), 1, 'french', 'simple');

-- SQL of the condition that a tsvector has the words that a query does not ask for whole, in which $4 is all words.
create or replace function catalog.with_runs(words text, searched text) returns text
  language sql immutable
  return case when words ~ ('[' || platform.unspaced() || ']{3}') then
    format(' and platform.has_runs(%s, platform.runs_of(string_to_array($4, '' '')))', searched) else '' end;
