set local role palier_cross_tenant;

-- What is searched, with a key of the tenant before each word. The first 250 letters count, in a search, too: with its key, a
-- word stays below the 2,046 bytes that one may have.
--
-- An index of `feeds.posts` is made of this function: its text must not change.
create or replace function feeds.words_of_tenant(tenant uuid, search tsvector) returns tsvector
  language sql immutable parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
  select array_to_tsvector(array(select left(md5(tenant::text), 8) || left(w, 250)
    from unnest(tsvector_to_array(search)) as words (w))) $$;
grant execute on function feeds.words_of_tenant(uuid, tsvector) to palier_owner;

-- The first ten words that somebody typed.
create or replace function feeds.typed_words(typed text) returns text[]
  language sql immutable
  return (string_to_array(trim(platform.searchable(left(typed, 200))), ' '))[1:10];

-- A query of these words; the last one by its beginning, once that has three letters: fewer would read too many words.
create or replace function feeds.query_of(typed text) returns tsquery
  language sql immutable
  return platform.query_of(feeds.typed_words(typed), 3, 'simple', 'french', 'english');

-- The same query with the key of a tenant before each word, for what words_of_tenant returns.
create or replace function feeds.query_of_tenant(tenant uuid, query tsquery) returns tsquery
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(query::text, '''([^'']{1,250})[^'']*''', '''' || left(md5(tenant::text), 8) || '\1''', 'g')::tsquery $$;
