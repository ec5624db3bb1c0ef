import type { RebalancePlan } from './rebalance-plan.js';
import type { Rebalanced, RebalanceOptions } from './rebalancer.js';
import type { ShardReplica } from './replication.js';
import type { SlotRange } from './slot-ranges.js';

/** Where sessions are. */
export type ShardTopology = 'postgres' | 'single' | 'sentinel' | 'cluster';

/** A server that holds a part of the sessions, or all of them. */
export interface Shard {
  /** The node's in a Cluster; a failover makes it another. */
  readonly id: string;
  /** As `host:port`. */
  readonly address: string;
  readonly role: 'primary';
  /** Whether it answered. */
  readonly answers: boolean;
  readonly replicas: readonly ShardReplica[];
  /** How many of a Cluster's 16,384; null where there are none. */
  readonly slots: number | null;
  readonly ranges: readonly SlotRange[];
  /** Slots that are on their way to it or from it. */
  readonly open: number;
  /** Living ones as of `countedAt`; null before the first count. */
  readonly sessions: number | null;
  readonly countedAt: Date | null;
}

export interface ShardsView {
  readonly topology: ShardTopology;
  readonly shards: readonly Shard[];
}

/** The servers that sessions are spread over, and how evenly. */
export abstract class Shards {
  /** @throws Problem `shards_unreachable` (503) */
  abstract view(): Promise<ShardsView>;
  /**
   * What a rebalancing would do now, and how many slots one that died left on their way.
   *
   * @throws Problem `shards_not_clustered` (409), `shards_unhealthy` (503), `shards_unreachable` (503)
   */
  abstract plan(): Promise<{ plan: RebalancePlan; open: number }>;
  /**
   * Evens out the shards now, while they serve; finishes or takes back first what one that died left.
   *
   * @throws Problem `shards_being_rebalanced` (409) and those of `plan`
   */
  abstract rebalance(options?: Pick<RebalanceOptions, 'signal' | 'progress'>): Promise<Rebalanced>;
}
