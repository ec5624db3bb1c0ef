-- The trigger of entries that keeps the version which a change replaces.
create or replace function journal.keep_entry_version() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    insert into journal.entry_versions (tenant_id, user_id, entry_id, version, day, mood, anxiety, craving, energy, sleep,
      tags, addictions, attachments, reflection, written_at)
    values (old.tenant_id, old.user_id, old.id, old.version, old.day, old.mood, old.anxiety, old.craving, old.energy,
      old.sleep, old.tags, old.addictions, old.attachments, old.reflection, old.updated_at);
    return null;
  end $$;
