-- The trigger of keys and invitations whose maker is taken out of their row while they can be used.
create or replace function auth.end_access_without_giver() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    new.revoked_at := now();
    if tg_table_name = 'invitations' then new.hashes := '{}'; end if;
    return new;
  end $$;
