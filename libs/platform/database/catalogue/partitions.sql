-- The least UUIDv7 of a time: all that were made before are less.
create or replace function platform.least_uuid_at(moment timestamptz) returns uuid
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Makes a partition and attaches it, with its policies. The bounds of a table that is partitioned by a time are times, of
-- others the least UUIDv7 of each. Where the default partition has rows of these times, or the lock of the table does not come
-- in time, nothing is made, and the log says so: the next call tries again.
create or replace function platform.make_partition(parent regclass, leaf text, since timestamptz, upto timestamptz) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
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
  end $$;

-- Makes the partitions of a table that are missing: as many ahead, and behind the present one, as its declaration says, but
-- none that is old enough to be dropped.
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
  end $$;

-- Drops a partition, or leaves it for the next call where its lock does not come in time.
create or replace function platform.drop_partition(leaf regclass) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    execute format('drop table %s', leaf);
  exception when lock_not_available then
    raise log 'The partition % stays for now: %', leaf, sqlerrm;
  end $$;

-- Drops the partitions of a table all of whose rows are older than the declaration keeps them, but those that the declared
-- function `heldBy` says are still needed. The default partition has no time in its name and stays.
create or replace function platform.drop_old_partitions(known text, rules jsonb) returns void
  language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
  declare
    leaf regclass;
    since timestamptz;
    upto timestamptz;
    held boolean;
  begin
    for leaf in select inhrelid::regclass from pg_inherits
        where inhparent = known::regclass and inhrelid::regclass::text ~ '_\d+$' loop
      since := to_date(rpad(substring(leaf::text from '\d+$'), 8, '01'), 'YYYYMMDD')::timestamptz;
      upto := since + ('1 ' || (rules->>'span'))::interval;
      continue when upto > now() - (rules->>'keep')::interval;
      held := false;
      if rules->>'heldBy' is not null then
        execute format('select %s($1, $2)', rules->>'heldBy') into held
          using platform.least_uuid_at(since), platform.least_uuid_at(upto);
      end if;
      if not held then perform platform.drop_partition(leaf); end if;
    end loop;
  end $$;

-- Makes the partitions to come of all tables and drops the old ones. Runs as the owner of the tables, for the workers; waits
-- for no lock long enough to hold up a commit.
create or replace function platform.maintain_partitions() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $$
  declare
    known text;
    rules jsonb;
  begin
    -- Two workers at the same time would make the same partition, of which one would fail: the second has nothing to do.
    if not pg_try_advisory_xact_lock(7254370003) then return; end if;
    for known, rules in select c.name, c.declaration->'partitions' from platform.data_catalogue c
        where c.declaration ? 'partitions' order by c.position loop
      perform platform.make_partitions_ahead(known, rules);
      if rules ? 'keep' then perform platform.drop_old_partitions(known, rules); end if;
    end loop;
  end $$;
grant execute on function platform.maintain_partitions() to palier_app;
