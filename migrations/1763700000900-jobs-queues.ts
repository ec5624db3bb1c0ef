import { runMigrations } from 'bullmq';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the queues where there is no Redis, as BullMQ makes them, and the turns that keep
 * them fair among tenants. Jobs of all tenants wait in one line, so there is no row level security.
 */
export class JobsQueues1763700000900 implements MigrationInterface {
  name = 'JobsQueues1763700000900';
  /** BullMQ opens one of its own; everything here may run again after a cut. */
  transaction = false as const;

  async up(runner: QueryRunner): Promise<void> {
    await runMigrations(await runner.connect(), 'bullmq');
    await runner.query('grant usage on schema bullmq to palier_app');
    await runner.query(`
      grant select, insert, update, delete on bullmq.job, bullmq.job_log, bullmq.job_dependency, bullmq.scheduler,
        bullmq.meta, bullmq.event, bullmq.metrics, bullmq.rate_limit, bullmq.dedup, bullmq.dedup_next to palier_app`);
    await runner.query('grant select on bullmq.migration to palier_app');
    await runner.query('grant usage on sequence bullmq.job_seq, bullmq.event_seq to palier_app');
    await runner.query(`
      create table if not exists platform.job_queues (
        queue text primary key,
        turn integer not null default 0 check (turn >= 0)
      )`);
    await runner.query(`
      create table if not exists platform.job_turns (
        queue text not null,
        tenant uuid not null,
        turn integer not null check (turn > 0),
        primary key (queue, tenant)
      )`);
    await runner.query('grant select, insert, update, delete on platform.job_queues, platform.job_turns to palier_app');
    // Those of BullMQ run with the rights of their caller.
    await runner.query('revoke execute on all functions in schema bullmq from public');
    await runner.query('grant execute on all functions in schema bullmq to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
