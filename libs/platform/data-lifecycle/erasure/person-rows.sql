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
-- Keys come first; then tables that refer to others come before these, as they were declared later. Without a search path of its own
-- it becomes part of the query that calls it, which makes the conditions only where it reads them: they are most of its time.
create or replace function platform.declared_persons() returns table (name text, person jsonb, effect text, condition text)
  language sql stable as $$
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
    person jsonb;
    found_one boolean;
  begin
    -- The condition of a table is made once it is its turn: most persons are found in one of the first.
    for target, person in select d.name, d.person from platform.declared_persons() d loop
      execute format('select exists (select from %s where tenant_id = $1 and %s)', target, platform.person_condition(target, person))
        into found_one using tenant, wanted, null::text, '{}'::text[];
      if found_one then return true; end if;
    end loop;
    return false;
  end $$;
grant execute on function platform.knows_person(uuid) to palier_app;

-- Changes up to so many rows of a person whose erasure is under way, table after table, as the declarations say, and returns how many
-- of each table. Where these are fewer than `most`, it came to the end: no table has more that a transaction committed before it was
-- reached. No row comes back where there was nothing to change. `alone` stops after the first table. Runs as the owner, whom row level
-- security binds to the tenant in force.
-- One query finds the rows of all partitions of a table: planned one by one, they would take most of the time.
create or replace function platform.erase_rows_of_person(erased uuid, most integer, alone boolean default false)
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
    allowed integer := most;
    found_rows integer;
    changed_rows bigint;
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
      changed := 0;
      -- Again where another transaction has changed a row since it was found: it is elsewhere now.
      for attempt in 1..5 loop
        found_rows := 0;
        changed_rows := 0;
        for leaf, places in execute format('select tableoid, array_agg(ctid) from
            (select tableoid, ctid from %s where tenant_id = $1 and %s limit $5) found group by tableoid', name, condition)
            using tenant, erased, known.email, known.subjects, allowed loop
          found_rows := found_rows + cardinality(places);
          changed_rows := changed_rows + platform.change_places(change, name::regclass, leaf, places, 'tenant_id = $3', tenant);
        end loop;
        changed := changed + changed_rows;
        allowed := allowed - changed_rows;
        exit when changed_rows = found_rows or allowed <= 0;
      end loop;
      if changed > 0 then
        return next;
        if alone or allowed <= 0 then return; end if;
      end if;
    end loop;
  end $$;
grant execute on function platform.erase_rows_of_person(uuid, integer, boolean) to palier_app;

-- For processes of the version before, which count the rows of the first table that comes back: one table a call.
create or replace function platform.erase_person_rows(erased uuid, most integer)
  returns table (name text, effect text, changed bigint)
  language sql set search_path = pg_catalog, pg_temp as $$
  select * from platform.erase_rows_of_person(erased, most, true) $$;
grant execute on function platform.erase_person_rows(uuid, integer) to palier_app;

-- Adds to the counts of an erasure of the tenant in force: rows by table and effect, of which one may come several times, and files.
create or replace function platform.add_erased(erased uuid, keys text[], changed bigint[], released integer, claimed timestamptz)
  returns void language sql set search_path = pg_catalog, pg_temp as $$
  update platform.erasures e set next_at = claimed, files = e.files + released, counts = (
      select coalesce(jsonb_object_agg(key, total), '{}') from (
        select key, sum(rows) as total from (
          select key, value::bigint as rows from jsonb_each_text(e.counts) union all select * from unnest(keys, changed)
        ) as each (key, rows) group by key) as totals)
    where e.user_id = erased $$;
grant execute on function platform.add_erased(uuid, text[], bigint[], integer, timestamp with time zone) to palier_app;
