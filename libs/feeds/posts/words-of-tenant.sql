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

-- A query of the first ten words that somebody typed, all of them; the last one by its beginning, once that has three letters:
-- fewer would read the words of all tenants. Null where there are none.
create or replace function feeds.query_of(typed text) returns tsquery
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
  declare
    chosen text[] := (string_to_array(trim(platform.searchable(left(typed, 200))), ' '))[1:10];
    words text := array_to_string(chosen, ' & ') || case when length(chosen[cardinality(chosen)]) >= 3 then ':*' else '' end;
  begin
    -- Of a word like 1e2f the parser makes two, which are to follow one another; what is searched has no places.
    return case when words <> '' then replace(
      (to_tsquery('simple', words) || to_tsquery('french', words) || to_tsquery('english', words))::text,
      '<->', '&')::tsquery end;
  end $$;

-- The same query with the key of a tenant before each word, for what words_of_tenant returns.
create or replace function feeds.query_of_tenant(tenant uuid, query tsquery) returns tsquery
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(query::text, '''([^'']{1,250})[^'']*''', '''' || left(md5(tenant::text), 8) || '\1''', 'g')::tsquery $$;
