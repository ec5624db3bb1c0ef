import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { countBySlot } from './count-by-slot.js';
import type { ShardCount } from './shard-memory.js';
import { ShardsRedis } from './shards-redis.js';

/** `auth.count-sessions`. Tried once: the next run is as good. */
export const countSessionsJob = defineJob<JobPayload>('auth.count-sessions', {
  everyMs: 60_000,
  tries: 1,
  concurrency: 1,
});

/** Counts the living sessions of each shard, one shard after the other, for the view and the metrics of every process. */
@HandlesJob(countSessionsJob)
export class CountSessions implements JobHandler {
  constructor(private readonly redis: ShardsRedis) {}

  async run(_payload: JobPayload, { signal }: Pick<JobContext, 'signal'>): Promise<object | undefined> {
    // PostgreSQL counts when it is asked.
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
    await this.redis.memory.keepCounts(counts);
    return Object.fromEntries([...counts.values()].map(({ address, sessions }) => [address, sessions]));
  }
}

/** A shard that is away is left out, and the others are counted. */
function unlessStopped(signal: AbortSignal): () => undefined {
  return () => signal.throwIfAborted() as undefined;
}
