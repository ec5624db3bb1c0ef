-- Takes one of the four lanes, in which events are stored at the same time, until the end of the transaction, and returns its
-- number. Waits for one where all are taken. Each lane has a staging table and rows of all counts of its own, so that none
-- waits for the commit of another. Called before the events are copied.
create or replace function analytics.take_lane() returns integer
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  declare
    lane integer;
  begin
    -- Two transactions in one lane would move rows of the same staging table, and wait for each other at the same counts. The
    -- lock is held until the commit, when the table is empty again.
    for lane in 1 .. 4 loop
      if pg_try_advisory_xact_lock(7254370010 + lane) then return lane; end if;
    end loop;
    -- Those that wait are spread over the lanes by their connections.
    lane := 1 + pg_backend_pid() % 4;
    perform pg_advisory_xact_lock(7254370010 + lane);
    return lane;
  end $$;
grant execute on function analytics.take_lane() to palier_app;

set local role palier_cross_tenant;

-- Empties the staging table of a lane, which the caller holds. A truncated table has new files, of which each process of
-- PostgreSQL has to learn: a quarter of what a batch of 20 events cost. Deleted rows stay until a vacuum, and while an older
-- transaction runs, so a staging table of more than 32 pages is truncated.
create or replace function analytics.empty_staging(staging text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $f$
  begin
    if pg_relation_size(staging::regclass) > 32 * 8192 then
      execute format('truncate %s', staging);
    else
      execute format('delete from %s', staging);
    end if;
  end $f$;
