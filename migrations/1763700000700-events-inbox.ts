import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which subscriber had which event. */
export class EventsInbox1763700000700 implements MigrationInterface {
  name = 'EventsInbox1763700000700';

  async up(runner: QueryRunner): Promise<void> {
    for (const text of inbox) await runner.query(text);
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
