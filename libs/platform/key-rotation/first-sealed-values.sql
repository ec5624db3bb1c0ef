set local role palier_backup;

-- The first five values of each column that is declared as sealed, among its first thousand rows, with the context under which each was sealed. Runs as the backup role, from which no policy hides rows.
create or replace function platform.first_sealed_values() returns table (context text, sealed bytea)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  declare
    target text;
    key text;
    declared text;
  begin
    for target, key, declared in
      select c.name, s.key, s.value from platform.data_catalogue c, jsonb_each_text(c.declaration->'sealed') s
        order by c.position, s.key
    loop
      -- Of 'a.b {c}' the SQL 'a.b ' || r."c"::text || ''.
      return query execute format('select %s, r.%I from (select * from %s order by tenant_id limit 1000) r where r.%2$I is not null limit 5',
        regexp_replace(quote_literal(declared), '\{(\w+)\}', ''' || r."\1"::text || ''', 'g'), key, target);
    end loop;
  end $$;
grant execute on function platform.first_sealed_values() to palier_app, palier_owner;
