import { migration } from '#platform/database';

/** Of a table that is partitioned by a time the bounds are times, of others the least UUIDv7 of each. */
const make = `
  create or replace function platform.make_partition(parent regclass, leaf text, since timestamptz, upto timestamptz)
    returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare
      by_time boolean := exists (select from platform.data_catalogue
        where to_regclass(name) = parent and declaration->'partitions' ? 'by');
    begin
      execute format('create table %s (like %s including defaults including generated including constraints
        including indexes including storage)', leaf, parent);
      execute format('alter table %s attach partition %s for values from (%L) to (%L)', parent, leaf,
        case when by_time then since::text else platform.least_uuid_at(since)::text end,
        case when by_time then upto::text else platform.least_uuid_at(upto)::text end);
      perform platform.protect_table(leaf::regclass);
    exception when check_violation or lock_not_available then
      raise log 'The partition % waits: %', leaf, sqlerrm;
    end $$`;

/** Those behind the present one too, but none that is old enough to be dropped. */
const makeAhead = `
  create or replace function platform.make_partitions_ahead(known text, rules jsonb) returns void
    language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
    declare
      step interval := ('1 ' || (rules->>'span'))::interval;
      pattern text := case rules->>'span' when 'day' then '_YYYYMMDD' else '_YYYYMM' end;
      since timestamptz;
      leaf text;
    begin
      for n in -coalesce((rules->>'behind')::integer, 0) .. (rules->>'ahead')::integer loop
        since := date_trunc(rules->>'span', now()) + n * step;
        continue when since + step <= now() - (rules->>'keep')::interval;
        leaf := known || to_char(since, pattern);
        if to_regclass(leaf) is null then
          perform platform.make_partition(known::regclass, leaf, since, since + step);
        end if;
      end loop;
    end $$`;

/** As before, but without tables whose partitions had no policies. */
const protect = `
  create or replace function platform.protect_table(target regclass) returns void language plpgsql as $$
    declare
      root regclass := coalesce(pg_partition_root(target), target);
      declared jsonb := (select declaration from platform.data_catalogue where to_regclass(name) = root);
      kind text := declared->>'kind';
      person text;
      names text;
    begin
      execute format('alter table %s enable row level security', target);
      execute format('alter table %s %s row level security', target, case kind when 'search' then 'no force' else 'force' end);
      execute format('drop policy if exists tenant on %1$s; drop policy if exists person on %1$s;
        drop policy if exists backup on %1$s', target);
      execute format($policy$create policy tenant on %s
        using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, target);
      if kind = 'person' then
        execute format($policy$create policy person on %s as restrictive to palier_app
          using (%I = nullif(current_setting('app.user_id', true), '')::uuid)$policy$, target, declared->'persons'->0->>'column');
      end if;
      execute format('create policy backup on %s for select to palier_backup using (true)', target);
      -- Rows are written through the parent, whose policies count; its triggers are on the partitions too.
      if target <> root then return; end if;
      for person in select format('policy %I', polname) from pg_policy where polrelid = target and polname ~ '^erased_'
          union all select format('trigger %I', tgname) from pg_trigger where tgrelid = target and tgname ~ '^erased_' loop
        execute format('drop %s on %s', person, target);
      end loop;
      for person, names in select p->>'column', coalesce(p->>'when', 'true') from jsonb_array_elements(declared->'persons') p
          where p->>'is' = 'user' and not p->'erasure' ? 'keep' loop
        execute format($policy$create policy %I on %s as restrictive for insert to palier_app
          with check ((%s) is not true or platform.refuse_erased(%I))$policy$, 'erased_' || person, target, names, person);
        -- Not for each update of a row: one that names the person already may be changed until its erasure reaches it.
        execute format('create trigger %I before update of %I on %s for each row when (new.%2$I is distinct from old.%2$I)
          execute function platform.refuse_erased_change(%2$L, %4$L)', 'erased_' || person, person, target, names);
      end loop;
    end $$`;

/**
 * The condition of a row of a person, where $1 is the tenant, $2 the id of the user, $3 the address and $4 the subjects, among
 * which the id counts: a client may name a member by it.
 */
const condition = `
  create or replace function platform.person_condition(target text, person jsonb) returns text language plpgsql stable
    set search_path = pg_catalog, pg_temp as $$
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
    end $$`;

/**
 * Partitions by a column of times, and partitions behind the present one, for rows that come late; and subjects of such rows
 * that are ids of users.
 */
export const PlatformPartitionsByTime1763700008200 = migration(
  'PlatformPartitionsByTime1763700008200',
  make,
  makeAhead,
  protect,
  condition,
);
