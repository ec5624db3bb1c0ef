set local role palier_cross_tenant;

-- Users of all tenants who have not verified their address within so many days after the link was mailed, the oldest first and
-- at most so many.
create or replace function auth.expired_unverified_users(days integer, most integer) returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.tenant_id, u.id from auth.users u
  where u.state = 'unverified' and u.link_mailed_at < now() - make_interval(days => days)
  order by u.link_mailed_at limit most
$$;
grant execute on function auth.expired_unverified_users(integer, integer) to palier_app;
