import { declareTenantTable, migration } from '#platform/database';

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

/** The events that a subscriber failed to handle five times. */
export const EventsDeadLetters1763700000800 = migration(
  ...deadLetters,
  declareTenantTable('platform.dead_letters', {
    holds: 'An event that a subscriber failed to handle: its data, ids among it, and the error.',
    uuids: { event_id: 'an event' },
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'dead letters of the subscribers of this deployment' },
  }),
);
