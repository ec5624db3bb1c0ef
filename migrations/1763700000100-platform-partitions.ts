import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The upkeep of append-only tables, which are range-partitioned by their UUIDv7 and so by time.
 * A row of `platform.partitioned_tables` is all that a table needs besides its default partition.
 */
export class PlatformPartitions1763700000100 implements MigrationInterface {
  name = 'PlatformPartitions1763700000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const text of [table, columns, leastUuid, make, drop, makeAhead, dropOld, maintain, rights])
      await runner.query(text);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const table = `
  create table platform.partitioned_tables (
    name text primary key,
    span text not null check (span in ('day', 'month')),
    ahead integer not null check (ahead > 0),
    keep interval,
    held_by text)`;

const columns = `
  comment on table platform.partitioned_tables is
    'ahead: partitions made beforehand; keep: they are dropped when older, null is never; held_by: a function (since uuid, upto uuid) that says whether a row of that range is still needed'`;

const leastUuid = `
  create function platform.least_uuid_at(moment timestamptz) returns uuid language sql immutable
    set search_path = pg_catalog, pg_temp as $$
      select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$`;

/**
 * Made as a table of its own and then attached, which takes the least lock. Where rows fell into the
 * default partition, because nobody made theirs in time, that one keeps the range.
 */
const make = `
  create function platform.make_partition(parent regclass, leaf text, since timestamptz, upto timestamptz)
    returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      execute format('create table %s (like %s including defaults including generated including constraints
        including indexes including storage)', leaf, parent);
      perform platform.protect_tenant_table(leaf::regclass);
      execute format('alter table %s attach partition %s for values from (%L) to (%L)',
        parent, leaf, platform.least_uuid_at(since), platform.least_uuid_at(upto));
    exception when check_violation or lock_not_available then
      raise log 'The partition % waits: %', leaf, sqlerrm;
    end $$`;

const drop = `
  create function platform.drop_partition(leaf regclass) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      execute format('drop table %s', leaf);
    exception when lock_not_available then
      raise log 'The partition % stays for now: %', leaf, sqlerrm;
    end $$`;

const makeAhead = `
  create function platform.make_partitions_ahead(known platform.partitioned_tables) returns void
    language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
    declare
      step interval := ('1 ' || known.span)::interval;
      pattern text := case known.span when 'day' then '_YYYYMMDD' else '_YYYYMM' end;
      since timestamptz;
      leaf text;
    begin
      for n in 0 .. known.ahead loop
        since := date_trunc(known.span, now()) + n * step;
        leaf := known.name || to_char(since, pattern);
        if to_regclass(leaf) is null then
          perform platform.make_partition(known.name::regclass, leaf, since, since + step);
        end if;
      end loop;
    end $$`;

const dropOld = `
  create function platform.drop_old_partitions(known platform.partitioned_tables) returns void
    language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
    declare
      leaf regclass;
      since timestamptz;
      upto timestamptz;
      held boolean;
    begin
      for leaf in select inhrelid::regclass from pg_inherits
          where inhparent = known.name::regclass and inhrelid::regclass::text ~ '_\\d+$' loop
        since := to_date(rpad(substring(leaf::text from '\\d+$'), 8, '01'), 'YYYYMMDD')::timestamptz;
        upto := since + ('1 ' || known.span)::interval;
        continue when upto > now() - known.keep;
        held := false;
        if known.held_by is not null then
          execute format('select %s($1, $2)', known.held_by) into held
            using platform.least_uuid_at(since), platform.least_uuid_at(upto);
        end if;
        if not held then perform platform.drop_partition(leaf); end if;
      end loop;
    end $$`;

/** Runs as the owner of the tables, for the workers; waits for no lock long enough to hold up a commit. */
const maintain = `
  create function platform.maintain_partitions() returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $$
    declare known platform.partitioned_tables;
    begin
      if not pg_try_advisory_xact_lock(7254370003) then return; end if;
      for known in select * from platform.partitioned_tables loop
        perform platform.make_partitions_ahead(known);
        if known.keep is not null then perform platform.drop_old_partitions(known); end if;
      end loop;
    end $$`;

const rights = `
  revoke execute on function
    platform.least_uuid_at(timestamptz), platform.make_partition(regclass, text, timestamptz, timestamptz),
    platform.drop_partition(regclass), platform.make_partitions_ahead(platform.partitioned_tables),
    platform.drop_old_partitions(platform.partitioned_tables), platform.maintain_partitions()
  from public;
  grant execute on function platform.maintain_partitions() to palier_app`;
