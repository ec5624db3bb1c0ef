set local role palier_cross_tenant;

-- How many sessions, of each tenant and region, have not expired at a time. For the metrics.
create or replace function auth.count_sessions(at timestamptz) returns table (tenant_id uuid, region text, sessions integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.tenant_id, s.region, count(*)::integer from auth.sessions s where s.expires_at > at group by 1, 2
$$;
grant execute on function auth.count_sessions(timestamp with time zone) to palier_app;
