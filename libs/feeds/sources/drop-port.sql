-- Trigger: the host of a source has no port, since all ports of a host are one machine, which is asked two times at once at
-- most.
create or replace function feeds.drop_port() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    new.host := regexp_replace(new.host, ':[0-9]+$', '');
    return new;
  end $$;
