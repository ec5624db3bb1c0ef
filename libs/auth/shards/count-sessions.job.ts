import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { countBySlot } from './count-by-slot.js';
import type { ShardCount } from './shard-memory.js';
import { ShardsRedis } from './shards-redis.js';

/** Runs every minute. Not retried: the next run replaces it. */
export const countSessionsJob = defineJob<JobPayload>('auth.count-sessions', {
  everyMs: 60_000,
  tries: 1,
  concurrency: 1,
});

/** Counts the active sessions of each shard, one shard after the other, for the view and the metrics of every process. */
@HandlesJob(countSessionsJob)
export class CountSessions implements JobHandler {
  constructor(private readonly redis: ShardsRedis) {}

  async run(_payload: JobPayload, { signal }: Pick<JobContext, 'signal'>): Promise<object | undefined> {
    // PostgreSQL is counted on demand.
    if (this.redis.topology === 'postgres') return undefined;
    const counts = await this.redis.withServers(async (servers) => {
      const counted = new Map<string, ShardCount>();
      for (const { id, address, server, node } of servers) {
        const bySlot = await countBySlot(server, signal).catch(unlessStopped(signal));
        if (!bySlot) continue;
        const sessions = [...bySlot.values()].reduce((sum, count) => sum + count, 0);
        counted.set(id, { address, slots: node?.slots.length ?? 0, sessions, countedAt: Date.now() });
      }
      return counted;
    });
    await this.redis.memory.storeCounts(counts);
    return Object.fromEntries([...counts.values()].map(({ address, sessions }) => [address, sessions]));
  }
}

/** Leaves out an unreachable shard, so that the others are counted. */
function unlessStopped(signal: AbortSignal): () => undefined {
  return () => signal.throwIfAborted() as undefined;
}
