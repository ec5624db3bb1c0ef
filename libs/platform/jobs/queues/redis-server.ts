import { createRedisBackend, QueueKeys } from 'bullmq';
import type { Settings } from '#platform/config';
import { closeSilent, openRedis, type RedisClient } from '#platform/redis';
import type { JobPayload } from '../job-definition.js';
import type { QueueServer, WaitingJob } from './queue-server.js';
import { MOST_DUE, positionOf } from './queue-server.js';

/** The braces keep all keys in one slot of a Cluster, which scripts with several keys need. */
const PREFIX = '{palier}';
/** Milliseconds after which a command of a queue fails. Commands of workers have no limit. */
const COMMAND_TIMEOUT_MS = 5000;
/** What a worker that waits for a job asks Redis to block for is shorter. */
const LONGEST_BLOCK_MS = 12_000;
const KEEP_DONE = 50_000;
/** BullMQ sorts by priority, then by a counter in the lower 32 bits. */
const SCORE_OF_A_TURN = 2 ** 32;
/** BullMQ sorts delayed jobs by time, then by a counter in the lower 12 bits. */
const SCORE_OF_A_MILLISECOND = 2 ** 12;

/*
 * The keys of a queue, which BullMQ does not document: `active` and `wait` are lists of job ids, and `prioritized` is a sorted set of them.
 * `delayed` is one by time. A job is a hash with `priority`, `timestamp` and `data`. `repeat` is a sorted set of schedules by the time of
 * their next run, and `meta` a hash. The tests of `jobs.deep.spec.ts`, `waiting-jobs.int.spec.ts` and `job-schedules.int.spec.ts`
 * fail where another version differs.
 */

/** Queues on the Redis of the settings. While it is unreachable, workers wait for it; adding and reading jobs fails. */
export function redisServer(settings: Settings): QueueServer {
  let workers: RedisClient | undefined;
  const client = openRedis(settings, { name: 'jobs', commandTimeoutMs: COMMAND_TIMEOUT_MS, lazy: true });
  const keys = new QueueKeys(PREFIX);
  return {
    factory: (name, options, asked) => {
      if (!asked?.withBlockingConnection) {
        const atOnce = { skipWaitingForReady: true, skipVersionCheck: true };
        return createRedisBackend(name, { ...options, ...atOnce, connection: client });
      }
      workers ??= ofWorkers(settings);
      return createRedisBackend(name, { ...options, connection: workers }, asked);
    },
    prefix: PREFIX,
    longestWaitS: 5,
    keepDone: KEEP_DONE,
    front: async (queue, size) => {
      const ids = await client.zrange(keys.toKey(queue, 'prioritized'), 0, size - 1);
      const found = await Promise.all(
        ids.map((id) => client.hmget(keys.toKey(queue, id), 'priority', 'timestamp', 'data')),
      );
      return found.flatMap((fields, index) => waitingJob(String(ids[index]), fields));
    },
    position: async (queue) => {
      const [active, [, head]] = await Promise.all([
        client.lrange(keys.toKey(queue, 'active'), 0, -1),
        client.zrange(keys.toKey(queue, 'prioritized'), 0, 0, 'WITHSCORES'),
      ]);
      const running = await Promise.all(active.map((id) => client.hget(keys.toKey(queue, id), 'priority')));
      return positionOf(
        active.length > 0 ? Math.max(...running.map(Number)) : undefined,
        head === undefined ? undefined : Math.floor(Number(head) / SCORE_OF_A_TURN),
      );
    },
    waiting: async (queue) => {
      const counts = await Promise.all([
        client.llen(keys.toKey(queue, 'wait')),
        client.zcard(keys.toKey(queue, 'prioritized')),
      ]);
      return counts[0] + counts[1];
    },
    nextRuns: async (queues) => {
      const times = await Promise.all(queues.map((queue) => client.zscore(keys.toKey(queue, 'repeat'), queue)));
      return new Map(queues.flatMap((queue, index) => (times[index] ? [[queue, Number(times[index])] as const] : [])));
    },
    keepEvents: async (queues, most) => {
      await Promise.all(queues.map((queue) => client.hset(keys.toKey(queue, 'meta'), 'opts.maxLenEvents', most)));
    },
    // There, locks expire by themselves.
    dueAfter: async (latest) => {
      const found = [...latest].map(async ([queue, time]) => {
        const [key, from] = [keys.toKey(queue, 'delayed'), time * SCORE_OF_A_MILLISECOND];
        const ids = await client.zrangebyscore(key, from, '+inf', 'LIMIT', 0, MOST_DUE);
        return ids.map((id) => ({ queue, id }));
      });
      return (await Promise.all(found)).flat();
    },
    close: async () => {
      workers?.disconnect();
      client.disconnect();
    },
  };
}

/** The connection of all workers, of which each queue has a duplicate that blocks. */
function ofWorkers(settings: Settings): RedisClient {
  const client = openRedis(settings, { name: 'workers', silentMs: COMMAND_TIMEOUT_MS });
  // BullMQ connects anew where a command blocks for too long, and then waits for that connection without a limit.
  const duplicate: (...args: never[]) => RedisClient = client.duplicate.bind(client);
  const watched = (...args: never[]) => {
    const made = duplicate(...args);
    closeSilent(made, LONGEST_BLOCK_MS);
    return made;
  };
  return Object.assign(client, { duplicate: watched });
}

/** Empty when a worker took the job meanwhile. */
function waitingJob(id: string, [priority, timestamp, data]: (string | null)[]): WaitingJob[] {
  if (!priority || !timestamp || !data) return [];
  const { payload }: { payload: JobPayload } = JSON.parse(data);
  return [{ id, turn: Number(priority), addedAt: Number(timestamp), tenantId: payload.tenantId }];
}
