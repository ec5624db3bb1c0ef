import { type Database, openPool } from '#platform/database';
import { placeOf } from './place-of.js';
import { PostgresBackend } from './postgres-backend.js';
import type { QueueServer } from './queue-server.js';
import { countWaiting, frontOfQueue, placeOfQueue } from './queues.sql.js';
import { SharedConnection } from './shared-connection.js';

/** One listens for all workers of the process, the others run their statements. */
const MOST_CONNECTIONS = 10;
const MOST_COUNTED = 100_000;

/**
 * Queues on PostgreSQL, in the schema `bullmq`.
 *
 * @param url as the application's role, past a pooler in transaction mode, which loses LISTEN
 */
export function postgresServer(url: string, database: Database): QueueServer {
  const pool = openPool(url, { max: MOST_CONNECTIONS, schema: 'bullmq' });
  const connection = new SharedConnection(pool);
  connection.setMaxListeners(0);
  return {
    factory: (name, options) => new PostgresBackend(connection, name, { ...options, connection: pool }),
    prefix: '',
    // Counting them takes BullMQ a look at each one, with every job that ends.
    keepDone: undefined,
    front: async (queue, size) => {
      const rows = await database.unscopedRead('jobs.queues', frontOfQueue, queue, size);
      return rows.map(({ turn, addedAt }) => ({ turn, addedAt: Number(addedAt) }));
    },
    place: async (queue) => {
      const [row] = await database.unscopedRead('jobs.queues', placeOfQueue, queue);
      return placeOf(row?.running ?? undefined, row?.head ?? undefined);
    },
    waiting: async (queue) => {
      const [row] = await database.unscopedRead('jobs.queues', countWaiting, queue, MOST_COUNTED);
      return row?.count ?? 0;
    },
    close: async () => {
      await connection.end();
      await pool.end();
    },
  };
}
