-- The trigger of apps that repeats a changed name key at their tags, by which the apps of a tag are sorted.
create or replace function catalog.repeat_name_key() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    update catalog.app_tags set name_key = new.name_key where tenant_id = new.tenant_id and app_id = new.id;
    return null;
  end $$;
