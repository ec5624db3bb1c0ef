-- A text in lower case, without accents, the points of Hebrew, Arabic and Japanese, and invisible characters such as soft
-- hyphens; letters that Unicode does not decompose are the plain ones that readers type. `normaliseText` does the same. Of texts
-- of columns in collation "C", too, for which only those of ASCII are letters.
create or replace function platform.plain(given text) returns text
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    lower(regexp_replace(normalize(given collate "default", nfkd),
      '[\u00ad\u02b9-\u02bf\u0300-\u036f\u0591-\u05c7\u0600-\u0605\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u070f\u180b-\u180e'
        '\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3099\u309a\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]', '', 'g')),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), 'ı', 'i'), 'þ', 'th'), 'ð', 'd'), 'ħ', 'h'), 'ς', 'σ') $$;
grant execute on function platform.plain(text) to palier_app, palier_cross_tenant;

-- A text as it is compared: plain, with one space for several.
create or replace function platform.folded(given text) returns text
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(platform.plain(given) collate "default", '\s+', ' ', 'g') $$;
grant execute on function platform.folded(text) to palier_app, palier_cross_tenant;

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
      '[^[:alnum:]' || platform.unspaced() || ']+', ' ', 'g')
    from (select platform.plain(given) collate "default" offset 0) as f (p) $$;
grant execute on function platform.searchable(text) to palier_app, palier_cross_tenant;
