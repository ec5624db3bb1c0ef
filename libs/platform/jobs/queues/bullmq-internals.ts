import { createRequire } from 'node:module';
import { createRedisBackend, PostgresConnection, PostgresQueueBackend, QueueKeys, withBackend } from 'bullmq';

/*
 * What the queues use of BullMQ beyond what it documents:
 *
 *   queue-server.ts        withBackend
 *   postgres-backend.ts    overrides addJobs, moveToCompleted, moveToActive, moveToDelayed, moveStalledJobsToWait, waitForJob
 *                          and disconnectBlocking, and calls addFlow
 *   waiting-workers.ts     the channel on which its functions notify
 *   shared-connection.ts   overrides waitUntilReady and close
 *   redis-server.ts        createRedisBackend, and the keys below
 *
 * In Redis `active` and `wait` are lists of job ids, and `prioritized` is a sorted set of them, by priority and then by a counter
 * in the lower 32 bits of the score. `delayed` is one by time, with a counter in the lower 12 bits. A job is a hash with
 * `priority`, `timestamp` and `data`. `repeat` is a sorted set of schedules by the time of their next run, and `meta` a hash. Only a
 * queue shows that: the tests of `jobs.deep.spec.ts`, `waiting-jobs.int.spec.ts` and
 * `job-schedules.int.spec.ts` do, on Redis. The table of PostgreSQL is made by our migrations.
 */
const used = {
  functions: { createRedisBackend, withBackend },
  backend: PostgresQueueBackend.prototype as object,
  connection: PostgresConnection.prototype as object,
  keys: new QueueKeys().getKeys('queue') as object,
};

const names = {
  functions: ['createRedisBackend', 'withBackend'],
  backend: [
    ...['addFlow', 'addJobs', 'disconnectBlocking', 'moveStalledJobsToWait', 'moveToActive', 'moveToCompleted'],
    ...['moveToDelayed', 'waitForJob'],
  ],
  connection: ['close', 'waitUntilReady'],
  keys: ['active', 'delayed', 'meta', 'prioritized', 'repeat', 'wait'],
} as const;

/** @throws Error that names the version of BullMQ and what it lacks */
export function assertBullMQ(bullmq: Readonly<Record<keyof typeof names, object>> = used): void {
  const lacking = (Object.keys(names) as (keyof typeof names)[]).flatMap((part) =>
    names[part].filter((name) => !(name in bullmq[part])).map((name) => `${part}.${name}`),
  );
  if (lacking.length === 0) return;
  const { version } = createRequire(import.meta.url)('bullmq/package.json') as { version: string };
  throw new Error(`BullMQ ${version} lacks ${lacking.join(', ')}, which the queues use: see bullmq-internals.ts.`);
}
