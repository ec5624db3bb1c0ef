import { Settings } from '#platform/config';
import { openDatabase } from '#platform/database';
import { postgresServer } from '../queues/postgres-server.js';
import type { QueueServer } from '../queues/queue-server.js';
import { Queues } from '../queues/queues.js';
import { redisServer } from '../queues/redis-server.js';

/** The server that holds the jobs of a deployment: its Redis if it has one, else its database. */
export interface JobServer {
  readonly redisUrl?: string;
  /** As the application's role, not through a pooler. */
  readonly databaseUrl: string;
}

const POOL = { poolSize: 2, statementTimeoutMs: 60_000, lockTimeoutMs: 10_000 };

/** Runs `work` with the queues of a deployment; none of its processes need be running. */
export async function withQueues<T>(server: JobServer, work: (queues: Queues) => Promise<T>): Promise<T> {
  const { redisUrl } = server;
  if (redisUrl) return closing(redisServer(Object.assign(new Settings(), { redisUrl })), work);
  await using opened = await openDatabase({ url: server.databaseUrl, ...POOL });
  return await closing(postgresServer(server.databaseUrl, opened.database, opened.notifications), work);
}

async function closing<T>(server: QueueServer, work: (queues: Queues) => Promise<T>): Promise<T> {
  try {
    return await work(new Queues(server));
  } finally {
    await server.close();
  }
}
