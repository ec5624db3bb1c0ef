import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { SessionTally } from '../session-store/session-count.js';
import type { ShardCount } from './shard-memory.js';
import { ShardsRedis } from './shards-redis.js';

/** Runs every minute. Not retried: the next run replaces it. */
export const countSessionsJob = defineJob<JobPayload>('auth.count-sessions', {
  everyMs: 60_000,
  tries: 1,
  concurrency: 1,
});

/**
 * Counts the active sessions of each shard, one shard after the other: by shard, by tenant and region. The views and the
 * metrics of every process read what it stores.
 */
@HandlesJob(countSessionsJob)
export class CountSessions implements JobHandler {
  constructor(private readonly redis: ShardsRedis) {}

  async run(_payload: JobPayload, { signal }: Pick<JobContext, 'signal'>): Promise<object | undefined> {
    // PostgreSQL is counted on demand.
    if (this.redis.topology === 'postgres') return undefined;
    const shards = new Map<string, ShardCount>();
    const tally = new SessionTally();
    await this.redis.withServers(async (servers) => {
      for (const { id, address, server, node } of servers) {
        const sessions = await tally.add(server, signal).catch(unlessStopped(signal));
        if (sessions === undefined) continue;
        shards.set(id, { address, slots: node?.slots.length ?? 0, sessions, countedAt: Date.now() });
      }
    });
    const { memory } = this.redis;
    await Promise.all([
      memory.storeCounts(shards),
      memory.storeRegions({ countedAt: Date.now(), counts: tally.counts() }),
    ]);
    return Object.fromEntries([...shards.values()].map(({ address, sessions }) => [address, sessions]));
  }
}

/** Leaves out an unreachable shard, so that the others are counted. */
function unlessStopped(signal: AbortSignal): () => undefined {
  return () => signal.throwIfAborted() as undefined;
}
