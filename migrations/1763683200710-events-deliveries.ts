import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which subscriber had which event, and the events that a subscriber could not take. */
export class EventsDeliveries1763683200710 implements MigrationInterface {
  name = 'EventsDeliveries1763683200710';

  async up(runner: QueryRunner): Promise<void> {
    for (const text of [...inbox, ...setAside]) await runner.query(text);
    await runner.query('set local role palier_ground');
    for (const text of [list, find, count, ...grants]) await runner.query(text);
    await runner.query('reset role');
    // Kept past the outbox, and while that holds an event of the day: it may yet come a second time.
    await runner.query(`insert into platform.partitioned_tables (name, span, ahead, keep, held_by)
      values ('platform.inbox', 'day', 3, '8 days', 'platform.outbox_is_pending')`);
    await runner.query('select platform.maintain_partitions()');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const inbox = [
  `create table platform.inbox (
    tenant_id uuid not null,
    event_id uuid not null,
    subscriber text not null,
    handled_at timestamptz not null default now(),
    primary key (tenant_id, event_id, subscriber)) partition by range (event_id)`,
  'create table platform.inbox_default partition of platform.inbox default',
  `select platform.protect_tenant_table('platform.inbox'), platform.protect_tenant_table('platform.inbox_default')`,
  'grant select, insert, delete on platform.inbox to palier_app',
];

const setAside = [
  `create table platform.set_aside_events (
    tenant_id uuid not null,
    id uuid not null,
    event_id uuid not null,
    subscriber text not null,
    type text not null,
    version integer not null,
    subject text not null,
    data json not null,
    occurred_at timestamptz not null,
    tries integer not null,
    error_code text not null,
    error_message text not null,
    set_aside_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, event_id, subscriber))`,
  'create index set_aside_events_by_id on platform.set_aside_events (id)',
  `select platform.protect_tenant_table('platform.set_aside_events')`,
  'grant select, insert, delete on platform.set_aside_events to palier_app',
  'create policy ground on platform.set_aside_events for select to palier_ground using (true)',
  'grant select on platform.set_aside_events to palier_ground',
];

/** Across tenants, for operators; the newest first. */
const list = `
  create function platform.list_set_aside_events(before uuid, most integer, passed_over integer)
    returns setof platform.set_aside_events language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
      select * from platform.set_aside_events where id < coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        order by id desc limit most offset passed_over $$`;

const find = `
  create function platform.find_set_aside_event(wanted uuid) returns setof platform.set_aside_events
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select * from platform.set_aside_events where id = wanted $$`;

const count = `
  create function platform.count_set_aside_events() returns bigint language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$ select count(*) from platform.set_aside_events $$`;

const functions = `platform.list_set_aside_events(uuid, integer, integer), platform.find_set_aside_event(uuid),
    platform.count_set_aside_events()`;

const grants = [
  `revoke execute on function ${functions} from public`,
  `grant execute on function ${functions} to palier_app`,
];
