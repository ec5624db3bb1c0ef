-- The rows that name a person whose erasure is under way and that their tables keep, by table and reason; at most so many are counted of
-- each: an account of years has a long audit trail. A row with two reasons is counted under both.
create or replace function platform.kept_of_person(erased uuid, most integer) returns table (name text, why text, kept bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    known platform.erasures;
    condition text;
  begin
    select * into known from platform.erasures e
      where e.tenant_id = tenant and e.user_id = erased and e.state = 'erasing';
    if not found then raise exception 'No erasure of this person is under way.'; end if;
    for name, why, condition in
      select d.name, d.person->'erasure'->>'keep', string_agg(format('(%s)', d.condition), ' or ')
        from platform.declared_persons() d where d.effect = 'keep' group by 1, 2 order by 1, 2
    loop
      execute format('select count(*) from (select from %s where tenant_id = $1 and (%s) limit $5) named', name, condition)
        into kept using tenant, erased, known.email, known.subjects, most;
      if kept > 0 then return next; end if;
    end loop;
  end $$;
grant execute on function platform.kept_of_person(uuid, integer) to palier_app;
