import { Injectable } from '@nestjs/common';
import { type Durations, histogram } from '#platform/telemetry';

/** Bucket bounds in seconds: Redis answers in a fraction of a millisecond, and the request gives up after 0.25 s. */
const bounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25];

/** The validations at one node since this process started. */
export interface ShardValidations {
  /** `host:port` of a Redis, or `postgresql`. */
  readonly node: string;
  readonly validations: number;
  /** In milliseconds; percentiles are the upper bounds of their buckets, Infinity beyond 250 ms. */
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Counts and times the tokens that this process validated at each shard. */
@Injectable()
export class ShardTally {
  private readonly nodes = new Map<string, Durations>();
  private readonly histogram = histogram(
    'palier_validation_seconds',
    'Seconds that a shard took to validate a session',
    'shard',
    bounds,
  );

  /** Records an answer of a node. */
  validated(node: string, ms: number): void {
    const durations = this.nodes.get(node) ?? this.histogram.of(node);
    this.nodes.set(node, durations);
    durations.observe(ms / 1000);
  }

  /** The validations of each node, ordered by name. */
  get all(): readonly ShardValidations[] {
    return [...this.nodes]
      .map(([node, { count, seconds, buckets }]) => ({
        node,
        validations: count,
        meanMs: (seconds * 1000) / count,
        p50Ms: percentile(buckets, count * 0.5),
        p99Ms: percentile(buckets, count * 0.99),
      }))
      .sort((a, b) => (a.node < b.node ? -1 : 1));
  }
}

function percentile(buckets: Float64Array, rank: number): number {
  let below = 0;
  const index = buckets.findIndex((size) => {
    below += size;
    return below >= rank;
  });
  return (bounds[index] ?? Number.POSITIVE_INFINITY) * 1000;
}
