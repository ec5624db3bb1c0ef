-- Deletes what the key of the journal in force sealed, once that key is gone: nobody can read it any more. Does nothing while
-- there is a key. Runs as the owner, since versions of entries are never changed by the application.
create or replace function journal.forget_unreadable() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    person uuid := nullif(current_setting('app.user_id', true), '')::uuid;
  begin
    if exists (select from platform.person_keys
        where tenant_id = tenant and user_id = person and purpose = 'journal.data-key') then
      return;
    end if;
    update journal.entries set reflection = null
      where tenant_id = tenant and user_id = person and reflection is not null;
    update journal.entry_versions set reflection = null
      where tenant_id = tenant and user_id = person and reflection is not null;
    update journal.addictions set name = null, motivation = null
      where tenant_id = tenant and user_id = person and (name is not null or motivation is not null);
    update journal.relapses set note = null where tenant_id = tenant and user_id = person and note is not null;
    update journal.profiles set nickname = null where tenant_id = tenant and user_id = person and nickname is not null;
    delete from journal.attachments where tenant_id = tenant and user_id = person;
  end $$;
grant execute on function journal.forget_unreadable() to palier_app;
