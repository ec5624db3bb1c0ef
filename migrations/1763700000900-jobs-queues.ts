import { runMigrations } from 'bullmq';
import type { QueryRunner } from 'typeorm';
import { declareSharedTable, migrationOutsideTransaction } from '#platform/database';

/** Those that hold jobs; the others are as empty as BullMQ makes them. */
const ofBullmq = [
  ...['job', 'job_log', 'job_dependency', 'scheduler', 'meta', 'event', 'metrics', 'rate_limit', 'dedup', 'dedup_next'],
];
const unused = ['relay_node', 'relay_subscription', 'relay_inbox', 'relay_retained', 'migration'];

/** BullMQ opens a transaction of its own, so this migration has none; everything here may run again after a cut. */
const makeTables = async (runner: QueryRunner) => runMigrations(await runner.connect(), 'bullmq');

/**
 * The tables of the queues where there is no Redis, as BullMQ makes them, and the turns that keep
 * them fair among tenants. Jobs of all tenants wait in one line, so there is no row level security.
 */
export const JobsQueues1763700000900 = migrationOutsideTransaction(
  makeTables,
  `grant usage on schema bullmq to palier_app;
  grant select, insert, update, delete on ${ofBullmq.map((table) => `bullmq.${table}`).join(', ')} to palier_app;
  grant select on bullmq.migration to palier_app;
  grant usage on sequence bullmq.job_seq, bullmq.event_seq to palier_app;
  -- They run with the rights of their caller.
  grant execute on all functions in schema bullmq to palier_app`,
  `create table if not exists platform.job_queues (
    queue text primary key,
    turn integer not null default 0 check (turn >= 0)
  );
  create table if not exists platform.job_turns (
    queue text not null,
    tenant uuid not null,
    turn integer not null check (turn > 0),
    primary key (queue, tenant)
  );
  grant select, insert, update, delete on platform.job_queues, platform.job_turns to palier_app`,
  ...[...ofBullmq, ...unused].map((table) =>
    declareSharedTable(`bullmq.${table}`, {
      holds: 'A table of BullMQ: jobs with ids as their payload, and what belongs to them.',
      through: 'jobs.queues',
    }),
  ),
  declareSharedTable('platform.job_queues', { holds: 'Whose turn it is in a queue.', through: 'jobs.queues' }),
  declareSharedTable('platform.job_turns', { holds: 'The turns of a tenant in a queue.', through: 'jobs.queues' }),
);
