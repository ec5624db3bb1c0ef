import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The events that a subscriber could not take. */
export class EventsSetAside1763700000800 implements MigrationInterface {
  name = 'EventsSetAside1763700000800';

  async up(runner: QueryRunner): Promise<void> {
    for (const text of setAside) await runner.query(text);
    await runner.query('set local role palier_ground');
    for (const text of [list, find, count, ...grants]) await runner.query(text);
    await runner.query('reset role');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

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

/**
 * Counted up to a bound, for after a long failure there may be millions: beyond 10,000 what the planner
 * knows, and never less than was counted.
 */
const count = `
  create function platform.count_set_aside_events() returns bigint language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
      select case when counted.rows <= 10000 then counted.rows else greatest(counted.rows,
        (select c.reltuples::bigint from pg_class c where c.oid = 'platform.set_aside_events'::regclass)) end
        from (select count(*) as rows from (select from platform.set_aside_events limit 10001) as first) as counted $$`;

const functions = `platform.list_set_aside_events(uuid, integer, integer), platform.find_set_aside_event(uuid),
    platform.count_set_aside_events()`;

const grants = [
  `revoke execute on function ${functions} from public`,
  `grant execute on function ${functions} to palier_app`,
];
