set local role palier_cross_tenant;

-- The beginning of a text, as texts are compared: what is compared is bounded, however a character is written.
create or replace function feeds.comparable(given text, most integer) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select left(platform.folded(left(given, most)), most) $$;

-- HTML without the tags that stand inside a run of letters without spaces, and without the readings of ruby.
create or replace function feeds.with_whole_runs(content text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when content ~ ('[' || platform.unspaced() || ']') then
    regexp_replace(regexp_replace(content, '<r[tp]( [^>]*)?>[^<]*</r[tp]>', '', 'g'), '([' || platform.unspaced() || '])(</?'
      '(a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|ruby|s|samp|small|strong|sub|sup|time|u|var|wbr)( [^>]*)?>)+'
      '(?=[' || platform.unspaced() || '])', '\1', 'g')
    else content end $$;
grant execute on function feeds.with_whole_runs(text) to palier_owner;

-- The text of HTML, up to 50,000 characters, as far as it is searched and filtered: without tags, and with the characters that
-- the most usual entities stand for.
create or replace function feeds.text_of(content text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select left(replace(replace(replace(replace(regexp_replace(
    feeds.with_whole_runs(left(content, 100000)), '<[^>]*>', ' ', 'g'),
    '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&amp;', '&'), 50000) $$;
grant execute on function feeds.text_of(text) to palier_owner;

-- The search index of a post: its words, as they are and in French and English, and the pieces of those without spaces, all
-- without places. The text is made once, behind the `offset`: PostgreSQL would otherwise put what makes it in each place.
create or replace function feeds.search_of(title text, author text, tags text[], content text) returns tsvector
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select strip(to_tsvector('simple', w) || to_tsvector('french', w) || to_tsvector('english', w) || platform.pieces_of(w))
    from (select left(platform.searchable(concat_ws(' ', title, author, array_to_string(tags, ' '), feeds.text_of(content))),
      50000) offset 0) as words (w) $$;
grant execute on function feeds.search_of(text, text, text[], text) to palier_owner;
