-- The trigger that every table has while a cutover freezes the deployment: writing fails with PL503, which clients see as 503
-- `writes_paused`. Rights that are taken away instead would have to be given back exactly, and functions that run with the
-- rights of the owner would still write.
create or replace function platform.refuse_write() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception 'A cutover is under way: % takes no writes.', tg_table_name using errcode = 'PL503';
  end $$;
