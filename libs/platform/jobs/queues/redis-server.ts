import { createRedisBackend, QueueKeys } from 'bullmq';
import type { Settings } from '#platform/config';
import { openRedis, type RedisClient } from '#platform/redis';
import { placeOf } from './place-of.js';
import type { QueueServer, WaitingJob } from './queue-server.js';

/** The braces keep all keys in one slot of a cluster, where scripts may touch several of them. */
const PREFIX = '{palier}';
/** Milliseconds after which a command of a queue counts as failed. Workers wait for as long as it takes. */
const PATIENCE_MS = 5000;
const KEEP_DONE = 50_000;
/** BullMQ sorts by priority, then by a counter in the lower 32 bits. */
const SCORE_OF_A_TURN = 2 ** 32;

/** Queues on the Redis of the settings. One that is away is waited for by workers, and refused to whoever adds or looks. */
export function redisServer(settings: Settings): QueueServer {
  let patient: RedisClient | undefined;
  const hasty = openRedis(settings, { name: 'jobs', commandTimeoutMs: PATIENCE_MS, lazy: true });
  const keys = new QueueKeys(PREFIX);
  return {
    factory: (name, options, asked) => {
      if (!asked?.withBlockingConnection) {
        const atOnce = { skipWaitingForReady: true, skipVersionCheck: true };
        return createRedisBackend(name, { ...options, ...atOnce, connection: hasty });
      }
      patient ??= openRedis(settings, { name: 'workers' });
      return createRedisBackend(name, { ...options, connection: patient }, asked);
    },
    prefix: PREFIX,
    keepDone: KEEP_DONE,
    front: async (queue, size) => {
      const ids = await hasty.zrange(keys.toKey(queue, 'prioritized'), 0, size - 1);
      const found = await Promise.all(ids.map((id) => hasty.hmget(keys.toKey(queue, id), 'priority', 'timestamp')));
      return found.flatMap(waitingJob);
    },
    place: async (queue) => {
      const [active, [, head]] = await Promise.all([
        hasty.lrange(keys.toKey(queue, 'active'), 0, -1),
        hasty.zrange(keys.toKey(queue, 'prioritized'), 0, 0, 'WITHSCORES'),
      ]);
      const running = await Promise.all(active.map((id) => hasty.hget(keys.toKey(queue, id), 'priority')));
      return placeOf(
        active.length > 0 ? Math.max(...running.map(Number)) : undefined,
        head === undefined ? undefined : Math.floor(Number(head) / SCORE_OF_A_TURN),
      );
    },
    waiting: async (queue) => {
      const counts = await Promise.all([
        hasty.llen(keys.toKey(queue, 'wait')),
        hasty.zcard(keys.toKey(queue, 'prioritized')),
      ]);
      return counts[0] + counts[1];
    },
    close: async () => {
      patient?.disconnect();
      hasty.disconnect();
    },
  };
}

/** None where another worker took the job meanwhile. */
function waitingJob([priority, timestamp]: (string | null)[]): WaitingJob[] {
  return priority && timestamp ? [{ turn: Number(priority), addedAt: Number(timestamp) }] : [];
}
