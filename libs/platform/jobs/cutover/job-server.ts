import { Settings } from '#platform/config';
import { openDatabase } from '#platform/database';
import { postgresServer } from '../queues/postgres-server.js';
import type { QueueServer } from '../queues/queue-server.js';
import { Queues } from '../queues/queues.js';
import { redisServer } from '../queues/redis-server.js';

/** Where a deployment has its jobs: in Redis where it has one, else in its database. */
export interface JobPlace {
  readonly redisUrl?: string;
  /** As the application's role, past any pooler. */
  readonly databaseUrl: string;
}

const POOL = { poolSize: 2, statementTimeoutMs: 60_000, lockTimeoutMs: 10_000 };

/** Runs `work` with the queues of a place, which no process of the deployment needs to serve. */
export async function withQueues<T>(place: JobPlace, work: (queues: Queues) => Promise<T>): Promise<T> {
  const { redisUrl } = place;
  if (redisUrl) return closing(redisServer(Object.assign(new Settings(), { redisUrl })), work);
  const opened = await openDatabase({ url: place.databaseUrl, ...POOL });
  try {
    return await closing(postgresServer(place.databaseUrl, opened.database), work);
  } finally {
    await opened.close();
  }
}

async function closing<T>(server: QueueServer, work: (queues: Queues) => Promise<T>): Promise<T> {
  try {
    return await work(new Queues(server));
  } finally {
    await server.close();
  }
}
