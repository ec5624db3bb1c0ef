-- A lane that no other transaction has, until the end of this one; waits for one where all are taken.
create or replace function analytics.take_lane() returns integer language plpgsql set search_path = pg_catalog, pg_temp as $$
  declare
    lane integer;
  begin
    for lane in 1 .. 4 loop
      if pg_try_advisory_xact_lock(7254370010 + lane) then return lane; end if;
    end loop;
    lane := 1 + pg_backend_pid() % 4;
    perform pg_advisory_xact_lock(7254370010 + lane);
    return lane;
  end $$;
grant execute on function analytics.take_lane() to palier_app;

set local role palier_cross_tenant;

-- A truncated table has new files, of which each process of PostgreSQL has to learn: a quarter of what a batch of 20 events
-- cost. Deleted rows stay until a vacuum, and while an older transaction runs, so a staging table of 32 pages is truncated.
create or replace function analytics.empty_staging(staging text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $f$
  begin
    if pg_relation_size(staging::regclass) > 32 * 8192 then
      execute format('truncate %s', staging);
    else
      execute format('delete from %s', staging);
    end if;
  end $f$;
