set local role palier_cross_tenant;

-- Counts a use of what all tenants share, in the transaction of the caller; false, and nothing counted, where there were `most`
-- in the hour, which begins with the first use. An hour that ends more than a minute later than one that begins now, by clocks that may
-- differ a little, was begun by a clock that was ahead, and is over.
create or replace function auth.use_shared_throttle_count(what bytea, most integer) returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- Of two that use the same count at the same time, the second waits for the row and is counted after the first: both together
  -- do not get past the limit.
  with counted as (
    insert into auth.shared_throttle_counts as had (key, used, ends_at) values (what, 1, now() + interval '1 hour')
    on conflict (key) do update set
      used = case when had.ends_at not between now() and excluded.ends_at + interval '1 minute' then 1 else had.used + 1 end,
      ends_at = case when had.ends_at not between now() and excluded.ends_at + interval '1 minute' then excluded.ends_at else had.ends_at end
    where had.ends_at not between now() and excluded.ends_at + interval '1 minute' or had.used < most
    returning 1
  )
  select exists (select from counted)
$$;
grant execute on function auth.use_shared_throttle_count(bytea, integer) to palier_app;

-- In how many seconds the hour of a count is over, rounded up and negative where it is; no value where nothing was counted.
create or replace function auth.shared_throttle_count_seconds(what bytea) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select ceil(extract(epoch from ends_at - now()))::integer from auth.shared_throttle_counts where key = what
$$;
grant execute on function auth.shared_throttle_count_seconds(bytea) to palier_app;
