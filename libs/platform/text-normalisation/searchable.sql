-- A text as it is compared: without case, accents, and the points of Hebrew, Arabic and Japanese; ligatures and letters with a
-- stroke as plain ones, and one space for several.
create or replace function platform.folded(given text) returns text
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(replace(replace(replace(replace(replace(replace(
    lower(regexp_replace(normalize(given, nfkd),
      '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]', '', 'g')),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '\s+', ' ', 'g') $$;
grant execute on function platform.folded(text) to palier_app, palier_cross_tenant;

-- The words of a text, as they are searched: folded as above, with one space for whatever stands between letters and digits.
-- All of that is one step, since making one of several spaces first would cost a second pass over long texts.
create or replace function platform.searchable(given text) returns text
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(replace(replace(replace(replace(replace(replace(
    lower(regexp_replace(normalize(given, nfkd),
      '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]', '', 'g')),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), '[^[:alnum:]]+', ' ', 'g') $$;
grant execute on function platform.searchable(text) to palier_cross_tenant;
