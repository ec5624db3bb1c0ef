set local role palier_cross_tenant;

-- Up to when all events that were acknowledged are in the days of their subjects, in all tenants.
create or replace function analytics.subjects_fresh_to() returns timestamptz
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select fresh_to from analytics.subject_collection $$;
grant execute on function analytics.subjects_fresh_to() to palier_app;
