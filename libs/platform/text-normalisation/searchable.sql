-- Without case, accents, and the points of Hebrew, Arabic and Japanese; one space for several.
create or replace function platform.folded(given text) returns text language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
    select regexp_replace(replace(replace(replace(replace(replace(replace(
      lower(regexp_replace(normalize(given, nfkd), '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]', '', 'g')),
      'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '\s+', ' ', 'g') $$;
grant execute on function platform.folded(text) to palier_app, palier_cross_tenant;

-- A text as searches compare it: lower-case letters and digits with single spaces between, without accents, ligatures, and
-- the points of Hebrew, Arabic and Japanese.
create or replace function platform.searchable(given text) returns text language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
    select regexp_replace(replace(replace(replace(replace(replace(replace(
      lower(regexp_replace(normalize(given, nfkd), '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]', '', 'g')),
      'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '[^[:alnum:]]+', ' ', 'g') $$;
grant execute on function platform.searchable(text) to palier_cross_tenant;
