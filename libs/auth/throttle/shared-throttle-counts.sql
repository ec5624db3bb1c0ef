set local role palier_cross_tenant;

-- False where the limit is reached; the hour begins with the first use. In the caller's transaction.
create or replace function auth.use_shared_throttle_count(what bytea, most integer) returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    with counted as (
      insert into auth.shared_throttle_counts as had (key, used, ends_at) values (what, 1, now() + interval '1 hour')
      on conflict (key) do update set
        used = case when had.ends_at <= now() then 1 else had.used + 1 end,
        ends_at = case when had.ends_at <= now() then excluded.ends_at else had.ends_at end
      where had.ends_at <= now() or had.used < most
      returning 1
    )
    select exists (select from counted)
  $$;
grant execute on function auth.use_shared_throttle_count(bytea, integer) to palier_app;

-- The seconds until a count starts anew; negative where it has ended and was not deleted yet.
create or replace function auth.shared_throttle_count_seconds(what bytea) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select ceil(extract(epoch from ends_at - now()))::integer from auth.shared_throttle_counts where key = what
  $$;
grant execute on function auth.shared_throttle_count_seconds(bytea) to palier_app;
