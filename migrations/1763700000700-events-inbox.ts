import { declareTenantTable, migration } from '#platform/database';

const inbox = [
  `create table platform.inbox (
    tenant_id uuid not null,
    event_id uuid not null,
    subscriber text not null,
    handled_at timestamptz not null default now(),
    primary key (tenant_id, event_id, subscriber)) partition by range (event_id)`,
  'create table platform.inbox_default partition of platform.inbox default',
  'grant select, insert, delete on platform.inbox to palier_app',
];

/** Which subscriber had which event. */
export const EventsInbox1763700000700 = migration(
  ...inbox,
  // Kept past the outbox, and while that holds an event of the day: it may yet come a second time.
  declareTenantTable('platform.inbox', {
    holds: 'Which subscriber has handled which event.',
    partitions: { span: 'day', ahead: 3, keep: '8 days', heldBy: 'platform.outbox_is_pending' },
    archive: { notExported: 'which subscriber has handled which event, of events that are not exported' },
    kept: 'it notes who has handled the events of the purge; its partitions are dropped after days',
  }),
);
