-- As `isOneLine`: without line breaks, other control characters and bidirectional marks.
create or replace function platform.is_one_line(given text) returns boolean
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select given collate "C" !~ '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]' $$;
grant execute on function platform.is_one_line(text) to palier_app;
