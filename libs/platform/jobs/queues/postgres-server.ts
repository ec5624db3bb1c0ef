import type { Settings } from '#platform/config';
import { type Database, type Notifications, openPool } from '#platform/database';
import { redisConfigured } from '#platform/redis';
import { PostgresBackend } from './postgres-backend.js';
import type { QueueServer } from './queue-server.js';
import { MOST_DUE, positionOf } from './queue-server.js';
import {
  countWaiting,
  findDueAfter,
  findNextRuns,
  forgetCompleted,
  frontOfQueue,
  keepEvents,
  readPosition,
} from './queues.sql.js';
import { SharedConnection } from './shared-connection.js';
import { WaitingWorkers } from './waiting-workers.js';

const MOST_CONNECTIONS = 10;
const MOST_COUNTED = 100_000;
/** More than the jobs of a queue that one process can complete between two deletions. */
const MOST_FORGOTTEN = 20_000;
/** The most connections that a process opens for its queues, by DATABASE_DIRECT_URL: none where Redis holds them. */
export function queueConnections(settings: Settings): number {
  return redisConfigured(settings) ? 0 : MOST_CONNECTIONS;
}

/**
 * Queues on PostgreSQL, in the schema `bullmq`.
 *
 * @param url as the application's role, not through a pooler in transaction mode, which refuses `options`
 */
export function postgresServer(url: string, database: Database, notifications: Notifications): QueueServer {
  const pool = openPool(url, { max: MOST_CONNECTIONS, schema: 'bullmq' });
  const connection = new SharedConnection(pool);
  connection.setMaxListeners(0);
  const workers = new WaitingWorkers(database, notifications);
  const forget = (queue: string, before: number) =>
    database.unscoped('jobs.queues', (tx) => tx.run(forgetCompleted, queue, before, MOST_FORGOTTEN));
  return {
    factory: (name, options, asked) => {
      const backend = new PostgresBackend(connection, name, { ...options, connection: pool }, workers, forget);
      if (asked?.withBlockingConnection) workers.add(name, backend.wake);
      return backend;
    },
    prefix: '',
    longestWaitS: 3600,
    // No limit: to count the completed jobs, BullMQ would read each of them whenever a job ends.
    keepDone: undefined,
    front: async (queue, size) => {
      const rows = await database.unscopedRead('jobs.queues', frontOfQueue, queue, size);
      return rows.map((row) => ({ ...row, addedAt: Number(row.addedAt) }));
    },
    position: async (queue) => {
      const [row] = await database.unscopedRead('jobs.queues', readPosition, queue);
      return positionOf(row?.running ?? undefined, row?.head ?? undefined);
    },
    waiting: async (queue) => {
      const [row] = await database.unscopedRead('jobs.queues', countWaiting, queue, MOST_COUNTED);
      return row?.count ?? 0;
    },
    nextRuns: async (queues) => {
      const rows = await database.unscopedRead('jobs.queues', findNextRuns, [...queues]);
      return new Map(rows.map(({ queue, next }) => [queue, next]));
    },
    keepEvents: async (queues, most) => {
      await database.unscoped('jobs.queues', (tx) => tx.run(keepEvents, [...queues], most));
    },
    dueAfter: (latest, lockedUntil) =>
      database.unscoped('jobs.queues', (tx) =>
        tx.run(findDueAfter, [...latest.keys()], [...latest.values()], lockedUntil, MOST_DUE),
      ),
    close: async () => {
      workers.close();
      await connection.end();
      await pool.end();
    },
  };
}
