-- What declarations export of each row of the user in force, as the table and its columns, in the order of the declarations.
-- `email` and `subjects` are those by which tables may name the user. Runs as the owner, whom row level security binds to the
-- tenant in force.
create or replace function platform.export_person_rows(email text, subjects text[]) returns table (name text, data jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    person uuid := nullif(current_setting('app.user_id', true), '')::uuid;
    declared jsonb;
    condition text;
  begin
    if person is null then raise exception 'No person is in force.'; end if;
    for name, declared, condition in
      select d.name, d.person->'exports', d.condition from platform.declared_persons() d
        join platform.data_catalogue c using (name)
        where jsonb_typeof(d.person->'exports') = 'array' order by c.position
    loop
      return query execute format('select %L, jsonb_build_object(%s) from %s where tenant_id = $1 and %s', name,
          (select string_agg(format('%L, %I', e, e), ', ' order by place)
            from jsonb_array_elements_text(declared) with ordinality x (e, place)), name, condition)
        using tenant, person, email, subjects;
    end loop;
  end $$;
grant execute on function platform.export_person_rows(text, text[]) to palier_app;
