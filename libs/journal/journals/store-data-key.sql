-- Stores the key of a new journal among the keys of persons, unless it is there: the version before stores it with the journal
-- alone. A trigger.
create or replace function journal.store_data_key() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    insert into platform.person_keys (tenant_id, user_id, purpose, sealed)
      values (new.tenant_id, new.user_id, 'journal.data-key', new.data_key) on conflict do nothing;
    return null;
  end $$;
