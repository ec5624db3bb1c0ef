-- The SQL condition of the rows of a person, by one of the declared persons of a table: $1 is the tenant, $2 the id of the
-- user, $3 the address and $4 the subjects, among which the id counts, since a client may name a member by it. Where the table
-- names the person through another one, the rows are those that refer to the person's rows there.
create or replace function platform.person_condition(target text, person jsonb) returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
  declare
    parent text := person->>'through';
    named text := person->>'column';
    key pg_constraint;
  begin
    if parent is null then
      return case person->>'is'
        when 'email' then format('%I = $3', named)
        when 'subject' then format('%I = any ($4 || $2::text)', named)
        else format('%I = $2::%s', named, (select a.atttypid::regtype from pg_attribute a
          where a.attrelid = target::regclass and a.attname = named)) end
        || coalesce(' and (' || (person->>'when') || ')', '');
    end if;
    select * into strict key from pg_constraint
      where conrelid = target::regclass and confrelid = parent::regclass and contype = 'f' and conparentid = 0;
    return format('(%s) in (select %s from %s where tenant_id = $1 and (%s))',
      (select string_agg(quote_ident(a.attname), ', ' order by k.place) from unnest(key.conkey) with ordinality k (attnum, place)
        join pg_attribute a on a.attrelid = key.conrelid and a.attnum = k.attnum),
      (select string_agg(quote_ident(a.attname), ', ' order by k.place) from unnest(key.confkey) with ordinality k (attnum, place)
        join pg_attribute a on a.attrelid = key.confrelid and a.attnum = k.attnum),
      parent,
      (select string_agg(platform.person_condition(parent, p), ' or ') from platform.data_catalogue c
        cross join jsonb_array_elements(c.declaration->'persons') p where c.name = parent));
  end $$;

-- The persons that tables declare, each with what an erasure does (`keep` where it does nothing) and the condition of its rows.
-- Keys come first; then tables that refer to others come before these, as they were declared later.
create or replace function platform.declared_persons() returns table (name text, person jsonb, effect text, condition text)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.name, p.person,
      case when jsonb_typeof(p.person->'erasure') = 'string' then p.person->>'erasure'
           when p.person->'erasure' ? 'anonymise' then 'anonymise' else 'keep' end,
      platform.person_condition(c.name, p.person)
    from platform.data_catalogue c
    cross join jsonb_array_elements(c.declaration->'persons') with ordinality p (person, place)
    order by c.declaration ? 'keys' desc, c.position desc, p.place $$;

-- Whether any row of the tenant in force names the user: of an account that is gone, the audit still does.
create or replace function platform.knows_person(wanted uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    target text;
    condition text;
    found_one boolean;
  begin
    for target, condition in select d.name, d.condition from platform.declared_persons() d loop
      execute format('select exists (select from %s where tenant_id = $1 and %s)', target, condition)
        into found_one using tenant, wanted, null::text, '{}'::text[];
      if found_one then return true; end if;
    end loop;
    return false;
  end $$;
grant execute on function platform.knows_person(uuid) to palier_app;

-- Changes up to so many rows of a person whose erasure is under way, all of one table, as its declaration says; no row comes
-- back once nothing is left to change. Runs as the owner, whom row level security binds to the tenant in force.
create or replace function platform.erase_person_rows(erased uuid, most integer)
  returns table (name text, effect text, changed bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  set enable_bitmapscan = off as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    known platform.erasures;
    person jsonb;
    condition text;
    leaf regclass;
    places tid[];
    change text;
  begin
    select * into known from platform.erasures e
      where e.tenant_id = tenant and e.user_id = erased and e.state = 'erasing';
    if not found then raise exception 'No erasure of this person is under way.'; end if;
    for name, person, effect, condition in select * from platform.declared_persons() d where d.effect <> 'keep' loop
      change := case effect
        when 'delete' then 'delete from %s'
        when 'detach' then format('update %%s set %I = null', person->>'column')
        when 'pseudonym' then format('update %%s set %I = %L', person->>'column', known.pseudonym)
        else format('update %%s set %s', (select replace(string_agg(format('%I = %s', key, value), ', '), '%', '%%')
          from jsonb_each_text(person->'erasure'->'anonymise'))) end;
      if effect = 'anonymise' then
        condition := format('%s and (%s) is not true', condition, person->'erasure'->>'done');
      end if;
      for leaf in select * from platform.leaves(name::regclass) loop
        execute format('select array(select ctid from %s where tenant_id = $1 and %s limit $5)', leaf, condition)
          into places using tenant, erased, known.email, known.subjects, most;
        continue when places = '{}';
        changed := platform.change_places(change, name::regclass, leaf, places, 'tenant_id = $3', tenant);
        if changed > 0 then
          return next;
          return;
        end if;
      end loop;
    end loop;
  end $$;
grant execute on function platform.erase_person_rows(uuid, integer) to palier_app;
