import { declareAnew, migration } from '#platform/database';

/**
 * When a worker last declared each queue. While two versions run side by side, the older one does not know the newer
 * one's queues, and must not remove their schedules.
 */
export const JobsDeclaredQueues1763700003500 = migration(
  'alter table platform.job_queues add column declared_at timestamptz not null default now()',
  declareAnew('platform.job_queues', { holds: 'Whose turn it is in a queue, and when a worker last declared it.' }),
);
