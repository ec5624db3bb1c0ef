-- The trigger of sources that stores hosts without their ports: a server is asked no more often for having several.
create or replace function feeds.drop_port() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    new.host := regexp_replace(new.host, ':[0-9]+$', '');
    return new;
  end $$;
