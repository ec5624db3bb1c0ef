-- The trigger of days whose subject an erasure changes: where another row of the day has the new one already, the two become
-- one.
create or replace function analytics.merge_subjects() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  declare
    others text[];
  begin
    delete from analytics.subject_days d where d.tenant_id = new.tenant_id and d.day = new.day
      and d.hash = hashtextextended(new.subject, 0) and d.hash <> old.hash returning d.names into others;
    new.names := array(select distinct unnest(new.names || others));
    return new;
  end $$;
