import { asRole, declareTable, migration } from '#platform/database';

const deadLetters = [
  `create table platform.dead_letters (
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
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, event_id, subscriber))`,
  'create index dead_letters_by_id on platform.dead_letters (id)',
  'create index dead_letters_by_age on platform.dead_letters (created_at)',
  'grant select, insert, delete on platform.dead_letters to palier_app',
  'create policy cross_tenant on platform.dead_letters for select to palier_cross_tenant using (true)',
  'grant select on platform.dead_letters to palier_cross_tenant',
];

/** Across tenants, for operators; the newest first. */
const list = `
  create function platform.list_dead_letters(before uuid, most integer, skipped integer)
    returns setof platform.dead_letters language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
      select * from platform.dead_letters where id < coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        order by id desc limit most offset skipped $$`;

const find = `
  create function platform.find_dead_letter(wanted uuid) returns setof platform.dead_letters
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select * from platform.dead_letters where id = wanted $$`;

/**
 * Counted up to a bound, for after a long failure there may be millions: beyond 10,000 what the planner
 * knows, and never less than was counted.
 */
const count = `
  create function platform.count_dead_letters() returns bigint language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
      select case when counted.rows <= 10000 then counted.rows else greatest(counted.rows,
        (select c.reltuples::bigint from pg_class c where c.oid = 'platform.dead_letters'::regclass)) end
        from (select count(*) as rows from (select from platform.dead_letters limit 10001) as first) as counted $$`;

const functions = `platform.list_dead_letters(uuid, integer, integer), platform.find_dead_letter(uuid),
    platform.count_dead_letters()`;

const grants = [`grant execute on function ${functions} to palier_app`];

/** The events that a subscriber failed to handle five times. */
export const EventsDeadLetters1763700000800 = migration(
  'EventsDeadLetters1763700000800',
  ...deadLetters,
  ...asRole('palier_cross_tenant', 'platform', list, find, count, ...grants),
  declareTable('platform.dead_letters', {
    kind: 'tenant',
    holds: 'An event that a subscriber failed to handle: its data, ids among it, and the error.',
    uuids: { event_id: 'an event' },
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'dead letters of the subscribers of this deployment' },
  }),
);
