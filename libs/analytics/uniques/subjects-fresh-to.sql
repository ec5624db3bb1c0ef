set local role palier_cross_tenant;

-- The time up to which events have been collected into sets of subjects, of all tenants: answers from the sets are as old as
-- that.
create or replace function analytics.subjects_fresh_to() returns timestamptz language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$ select fresh_to from analytics.subject_collection $$;
grant execute on function analytics.subjects_fresh_to() to palier_app;
