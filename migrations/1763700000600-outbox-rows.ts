import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What must happen after a commit, written in its transaction, and the lanes in which relays carry
 * it out. The application writes rows; it reads them through functions alone, as no tenant's.
 */
export class OutboxRows1763700000600 implements MigrationInterface {
  name = 'OutboxRows1763700000600';

  async up(runner: QueryRunner): Promise<void> {
    for (const text of [...rows, ...lanes, ...waiting]) await runner.query(text);
    await runner.query('set local role palier_ground');
    for (const text of [pending, take, keep, settle, backlog, ...grants]) await runner.query(text);
    await runner.query('reset role');
    await runner.query(`insert into platform.partitioned_tables (name, span, ahead, keep, held_by)
      values ('platform.outbox', 'day', 3, '7 days', 'platform.outbox_is_pending')`);
    await runner.query('select platform.maintain_partitions()');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/**
 * A kind has sixteen lanes, and a subject of a tenant is always in the same; another kind has none.
 * Whoever inserts asks for it: as a generated column beside a CHECK it doubled the cost of an
 * insert, for PostgreSQL reads such expressions anew in each statement.
 */
const lane = `
  create function platform.outbox_lane(kind text, subject text) returns smallint language sql stable as $$
    select (case kind when 'event' then 0 when 'job' then 16 when 'invalidation' then 32 end
      + (hashtextextended(subject, uuid_hash_extended(nullif(current_setting('app.tenant_id', true), '')::uuid, 0)) & 15))::smallint $$`;

/** `seq` is the order within a subject, since whoever writes one holds the lock of its row; it caches nothing. */
const rows = [
  lane,
  'revoke execute on function platform.outbox_lane(text, text) from public',
  'grant execute on function platform.outbox_lane(text, text) to palier_app',
  'create sequence platform.outbox_seq',
  `create table platform.outbox (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null,
    seq bigint not null default nextval('platform.outbox_seq'),
    kind text not null,
    subject text not null,
    payload json not null,
    traceparent text,
    created_at timestamptz not null default now(),
    forwarded_at timestamptz,
    lane smallint not null,
    primary key (tenant_id, id)) partition by range (id)`,
  'create index outbox_pending on platform.outbox (lane, seq) where forwarded_at is null',
  'create table platform.outbox_default partition of platform.outbox default',
  `select platform.protect_tenant_table('platform.outbox'), platform.protect_tenant_table('platform.outbox_default')`,
  'grant insert on platform.outbox to palier_app',
  'grant usage on sequence platform.outbox_seq to palier_app',
  'create policy ground on platform.outbox to palier_ground using (true) with check (true)',
  'grant select, update (forwarded_at) on platform.outbox to palier_ground',
];

/** Who carries a lane now. A dead relay's lanes are free again when its time is over. */
const lanes = [
  `create table platform.outbox_lanes (
    lane smallint primary key,
    kind text not null,
    holder uuid,
    held_until timestamptz not null default '-infinity') with (fillfactor = 40)`,
  `insert into platform.outbox_lanes (lane, kind)
    select lane, (array['event', 'job', 'invalidation'])[1 + lane / 16] from generate_series(0, 47) as lane`,
  'grant select, update on platform.outbox_lanes to palier_ground',
];

/** The subjects whose next row failed, and when it is tried again. */
const waiting = [
  `create table platform.outbox_waiting (
    tenant_id uuid not null,
    kind text not null,
    subject text not null,
    tries integer not null,
    until timestamptz not null,
    primary key (tenant_id, kind, subject))`,
  `select platform.protect_tenant_table('platform.outbox_waiting')`,
  'create policy ground on platform.outbox_waiting to palier_ground using (true) with check (true)',
  'grant select, insert, update, delete on platform.outbox_waiting to palier_ground',
];

const pending = `
  create function platform.outbox_is_pending(since uuid, upto uuid) returns boolean language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
      select exists (select from platform.outbox where id >= since and id < upto and forwarded_at is null) $$`;

/**
 * Free lanes with something to carry, and the first rows of each. The rows are read once the lanes
 * are held; one that this relay held before and whose time is over may be another's already.
 */
const take = `
  create function platform.take_outbox(wanted text, taker uuid, lease interval, most_lanes integer, most_rows integer)
    returns table (id uuid, tenant_id uuid, subject text, payload json, traceparent text, created_at timestamptz, tries integer)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    #variable_conflict use_column
    begin
      update platform.outbox_lanes set holder = taker, held_until = clock_timestamp() + lease
        where lane in (
          select l.lane from platform.outbox_lanes l
            where l.kind = wanted and l.held_until < clock_timestamp()
              and exists (select from platform.outbox o where o.lane = l.lane and o.forwarded_at is null)
            order by l.held_until limit most_lanes for update skip locked);
      if not found then return; end if;
      return query
        select o.id, o.tenant_id, o.subject, o.payload, o.traceparent, o.created_at, coalesce(o.tries, 0)
          from platform.outbox_lanes l cross join lateral (
            select r.*, w.tries from platform.outbox r
              left join platform.outbox_waiting w
                on w.tenant_id = r.tenant_id and w.kind = r.kind and w.subject = r.subject
              where r.lane = l.lane and r.forwarded_at is null and (w.until is null or w.until <= clock_timestamp())
              order by r.seq limit most_rows) o
          where l.kind = wanted and l.holder = taker and l.held_until > clock_timestamp()
          order by l.lane, o.seq;
      if not found then
        update platform.outbox_lanes set holder = null, held_until = clock_timestamp()
          where kind = wanted and holder = taker;
      end if;
    end $$`;

const keep = `
  create function platform.keep_outbox_lanes(wanted text, keeper uuid, lease interval) returns void
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      update platform.outbox_lanes set held_until = clock_timestamp() + lease where kind = wanted and holder = keeper $$`;

/** Rows that are done, subjects that wait (of no tries: no longer), and the lanes given back. */
const settle = `
  create function platform.settle_outbox(wanted text, keeper uuid, tenants uuid[], ids uuid[], waits json) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      update platform.outbox o set forwarded_at = clock_timestamp()
        from unnest(tenants, ids) as done (tenant_id, id) where o.tenant_id = done.tenant_id and o.id = done.id;
      delete from platform.outbox_waiting w
        using json_to_recordset(waits) as n ("tenantId" uuid, subject text, tries integer)
        where n.tries = 0 and w.tenant_id = n."tenantId" and w.kind = wanted and w.subject = n.subject;
      insert into platform.outbox_waiting as w (tenant_id, kind, subject, tries, until)
        select "tenantId", wanted, subject, tries, clock_timestamp() + least(60, 4 ^ least(tries - 1, 3)) * interval '1 second'
          from json_to_recordset(waits) as n ("tenantId" uuid, subject text, tries integer) where tries > 0
        on conflict (tenant_id, kind, subject) do update set tries = excluded.tries, until = excluded.until;
      update platform.outbox_lanes set holder = null, held_until = clock_timestamp()
        where kind = wanted and holder = keeper;
    end $$`;

/** Of a lane with more than 10,000 rows no more are counted: it is looked at every few seconds. */
const backlog = `
  create function platform.outbox_backlog() returns table (kind text, pending bigint, oldest timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select l.kind, sum(p.pending)::bigint, min(p.oldest) from platform.outbox_lanes l cross join lateral (
        select (select count(*) from (
            select from platform.outbox o where o.lane = l.lane and o.forwarded_at is null limit 10000) as counted) as pending,
          (select o.created_at from platform.outbox o where o.lane = l.lane and o.forwarded_at is null
            order by o.seq limit 1) as oldest) p
        group by l.kind $$`;

const grants = [
  `revoke execute on function platform.outbox_is_pending(uuid, uuid),
    platform.take_outbox(text, uuid, interval, integer, integer), platform.keep_outbox_lanes(text, uuid, interval),
    platform.settle_outbox(text, uuid, uuid[], uuid[], json), platform.outbox_backlog() from public`,
  'grant execute on function platform.outbox_is_pending(uuid, uuid) to palier_owner',
  `grant execute on function platform.take_outbox(text, uuid, interval, integer, integer),
    platform.keep_outbox_lanes(text, uuid, interval), platform.settle_outbox(text, uuid, uuid[], uuid[], json),
    platform.outbox_backlog() to palier_app`,
];
