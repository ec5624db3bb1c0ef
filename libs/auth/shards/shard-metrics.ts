import { Injectable } from '@nestjs/common';
import { sampledGauge } from '#platform/telemetry';
import type { ShardCount } from './shard-memory.js';
import { ShardsRedis } from './shards-redis.js';

/** Metrics of sessions and slots per shard, from the last count. Every process exports the same values: aggregate with max. */
@Injectable()
export class ShardMetrics {
  constructor(private readonly redis: ShardsRedis) {
    sampledGauge('palier_shard_sessions', 'Active sessions, by shard', 'shard', () =>
      this.byAddress(({ sessions }) => sessions),
    );
    sampledGauge('palier_shard_slots', 'Slots of the Redis Cluster, by shard', 'shard', () =>
      this.byAddress(({ slots }) => slots),
    );
  }

  private async byAddress(what: (count: ShardCount) => number): Promise<Map<string, number>> {
    if (this.redis.topology === 'postgres') return new Map();
    const counts = await this.redis.memory.counts();
    return new Map([...counts.values()].map((count) => [count.address, what(count)]));
  }
}
