-- For triggers that every table has while a cutover freezes the deployment. No right that was taken away has to be given back
-- exactly, and functions with their owner's rights are refused as well.
create or replace function platform.refuse_write() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception 'A cutover is under way: % takes no writes.', tg_table_name using errcode = 'PL503';
  end $$;
