import { asRole, declareTable, migration } from '#platform/database';

/**
 * The erasures of persons. A row that is no longer pending stays as a tombstone: it refuses rows that would name the
 * person again. Address, subjects and pseudonym are needed until the second sweep, and then cleared.
 */
const table = `
  create table platform.erasures (
    tenant_id uuid not null,
    user_id uuid not null,
    state text not null default 'pending' check (state in ('pending', 'erasing', 'erased')),
    email text check (length(email) <= 254),
    subjects text[] not null default '{}',
    pseudonym uuid,
    asked_by text not null,
    asked_at timestamptz(3) not null default now(),
    due_at timestamptz(3) not null,
    began_at timestamptz(3),
    swept_at timestamptz(3),
    erased_at timestamptz(3),
    -- When the next step is due; null once there is none.
    next_at timestamptz(3),
    counts jsonb not null default '{}',
    primary key (tenant_id, user_id),
    check ((state = 'erased') = (erased_at is not null)),
    check (state <> 'erased' or (email is null and subjects = '{}' and pseudonym is null and next_at is null))
  );
  create index erasures_due on platform.erasures (next_at) where next_at is not null;
  grant select, insert, delete on platform.erasures to palier_app;
  grant update (state, email, subjects, pseudonym, began_at, swept_at, erased_at, next_at, counts)
    on platform.erasures to palier_app`;

/** The application asks for erasures, and cancels those that have not begun; it can neither make a tombstone nor remove one. */
const lasting = `
  create policy asked on platform.erasures as restrictive for insert to palier_app
    with check (state = 'pending' and began_at is null);
  create policy unended on platform.erasures as restrictive for update to palier_app
    using (state <> 'erased') with check (state <> 'pending' or began_at is not null);
  create policy cancelled on platform.erasures as restrictive for delete to palier_app
    using (state = 'pending' and began_at is null)`;

/** For the policies of tables with persons: true, or an error with a code of its own. */
const refuse = `
  create function platform.refuse_erased(person uuid) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    begin
      if exists (select from platform.erasures where user_id = person and state <> 'pending'
          and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) then
        raise exception 'The person of this row is erased.' using errcode = 'PL410';
      end if;
      return true;
    end $$`;

/** For the triggers of tables with persons, with the column that was changed, and the condition of rows where it names one. */
const refuseChange = `
  create function platform.refuse_erased_change() returns trigger language plpgsql
    set search_path = pg_catalog, pg_temp as $$
    declare
      named boolean;
    begin
      execute format('select %s from (select ($1).*) changed', tg_argv[1]) into named using new;
      if named then perform platform.refuse_erased((to_jsonb(new)->>tg_argv[0])::uuid); end if;
      return new;
    end $$`;

/**
 * The condition of a row of a person, where $1 is the tenant, $2 the id of the user, $3 the address and $4 the subjects.
 * Through a foreign key it is that of the row that it leads to.
 */
const condition = `
  create function platform.person_condition(target text, person jsonb) returns text language plpgsql stable
    set search_path = pg_catalog, pg_temp as $$
    declare
      parent text := person->>'through';
      named text := person->>'column';
      key pg_constraint;
    begin
      if parent is null then
        return case person->>'is'
          when 'email' then format('%I = $3', named)
          when 'subject' then format('%I = any ($4)', named)
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
    end $$`;

/** The persons of all tables, those of referring tables first, as declared. */
const persons = `
  create function platform.declared_persons() returns table (name text, person jsonb, effect text, condition text)
    language sql stable set search_path = pg_catalog, pg_temp as $$
      select c.name, p.person,
          case when jsonb_typeof(p.person->'erasure') = 'string' then p.person->>'erasure'
               when p.person->'erasure' ? 'anonymise' then 'anonymise' else 'keep' end,
          platform.person_condition(c.name, p.person)
        from platform.data_catalogue c
        cross join jsonb_array_elements(c.declaration->'persons') with ordinality p (person, place)
        order by c.position desc, p.place $$`;

/**
 * Changes up to so many rows of a person whose erasure is under way, all of one table, as its declaration says; no row
 * comes back once nothing is left to change. As the owner, whom row level security binds to the tenant in force.
 */
const erase = `
  create function platform.erase_person_rows(erased uuid, most integer) returns table (name text, effect text, changed bigint)
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
    end $$`;

/** Whether any row of the tenant in force names the user: of an account that is gone, the audit still does. */
const knows = `
  create function platform.knows_person(wanted uuid) returns boolean
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
    end $$`;

/** The erasures of all tenants whose next step is due. */
const due = `
  create function platform.due_erasures(most integer) returns table (tenant_id uuid, user_id uuid)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select e.tenant_id, e.user_id from platform.erasures e where e.next_at <= now() order by e.next_at limit most $$`;

export const PlatformErasures1763700000060 = migration(
  'PlatformErasures1763700000060',
  ...[table, lasting, refuse, refuseChange, condition, persons, erase, knows],
  'grant execute on function platform.refuse_erased, platform.erase_person_rows, platform.knows_person to palier_app',
  ...asRole('palier_backup', 'platform', due, 'grant execute on function platform.due_erasures(integer) to palier_app'),
  declareTable('platform.erasures', {
    kind: 'tenant',
    holds: 'The erasure of a person: who asked for it and when, and counts of rows by table.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: { keep: 'it refuses late writes that name the person; the id alone' },
        exports: ['state', 'asked_at', 'due_at'],
      },
    ],
    uuids: { pseudonym: 'nobody' },
  }),
);
