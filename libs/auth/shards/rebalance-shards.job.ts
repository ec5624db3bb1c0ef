import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { Problem } from '#platform/problems';
import { overloaded } from './rebalance-plan.js';
import { Shards } from './shards.service.js';
import { ShardsRedis } from './shards-redis.js';

/** Runs every minute. Not retried: the next run replaces it. */
export const rebalanceShardsJob = defineJob<JobPayload>('auth.rebalance-shards', {
  everyMs: 60_000,
  tries: 1,
  concurrency: 1,
});

/** How long a shard must be overloaded before slots are moved, in milliseconds, so that a short peak moves none. */
export const PATIENCE_MS = 10 * 60_000;

/** Rebalances when a shard had more than 1.25 times the mean of slots for ten minutes, or when slot moves were left open. */
@HandlesJob(rebalanceShardsJob)
export class RebalanceShards implements JobHandler {
  constructor(
    private readonly shards: Shards,
    private readonly redis: ShardsRedis,
  ) {}

  /** @param now milliseconds since 1970 */
  async run(
    _payload: JobPayload,
    { signal }: Pick<JobContext, 'signal'>,
    now = Date.now(),
  ): Promise<object | undefined> {
    if (this.redis.topology !== 'cluster') return undefined;
    try {
      const { shards } = await this.shards.view();
      const slotsOf = shards.map(({ id, slots }) => ({ id, slots: slots ?? 0 }));
      const since = await this.redis.memory.noteAbove(overloaded(slotsOf), now);
      const long = [...since.values()].some((at) => now - at >= PATIENCE_MS);
      const open = shards.some((shard) => shard.open > 0);
      if (!long && !open) return { above: since.size };
      const { moved, finished } = await this.shards.rebalance({ signal });
      return { moved, finished };
    } catch (error) {
      // A running rebalancing, or a shard that is down, is reported elsewhere and checked again in a minute.
      if (error instanceof Problem && passing.has(error.code)) return { later: error.code };
      throw error;
    }
  }
}

const passing = new Set(['shards_being_rebalanced', 'shards_unhealthy', 'shards_unreachable']);
