set local role palier_cross_tenant;

-- Dead letters of all tenants, for operators, the newest first: those older than `before`, or all where it is null.
create or replace function platform.list_dead_letters(before uuid, most integer, skipped integer)
  returns setof platform.dead_letters
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from platform.dead_letters where id < coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    order by id desc limit most offset skipped $$;
grant execute on function platform.list_dead_letters(uuid, integer, integer) to palier_app;

-- A dead letter of any tenant, for operators; no row where there is none.
create or replace function platform.find_dead_letter(wanted uuid) returns setof platform.dead_letters
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from platform.dead_letters where id = wanted $$;
grant execute on function platform.find_dead_letter(uuid) to palier_app;

-- How many dead letters there are of all tenants. Counted up to a bound, for after a long failure there may be millions: beyond
-- 10,000 what the planner knows, and never less than was counted.
create or replace function platform.count_dead_letters() returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when counted.rows <= 10000 then counted.rows else greatest(counted.rows,
    (select c.reltuples::bigint from pg_class c where c.oid = 'platform.dead_letters'::regclass)) end
    from (select count(*) as rows from (select from platform.dead_letters limit 10001) as first) as counted $$;
grant execute on function platform.count_dead_letters() to palier_app;
