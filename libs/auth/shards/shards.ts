import type { RebalancePlan } from './rebalance-plan.js';
import type { Rebalanced, RebalanceOptions } from './rebalancer.js';
import type { ShardReplica } from './replication.js';
import type { SlotRange } from './slot-ranges.js';

/** Where sessions are stored. */
export type ShardTopology = 'postgres' | 'single' | 'sentinel' | 'cluster';

/** A server that stores a part of the sessions, or all of them. */
export interface Shard {
  /** The id of the node in a Cluster; a failover changes it. */
  readonly id: string;
  /** As `host:port`. */
  readonly address: string;
  readonly role: 'primary';
  /** Whether it answered. */
  readonly answers: boolean;
  readonly replicas: readonly ShardReplica[];
  /** The number of its slots, of 16,384; null without a Cluster. */
  readonly slots: number | null;
  readonly ranges: readonly SlotRange[];
  /** Slots that are being moved to it or from it. */
  readonly open: number;
  /** Active sessions as of `countedAt`; null before the first count. */
  readonly sessions: number | null;
  readonly countedAt: Date | null;
}

export interface ShardsView {
  readonly topology: ShardTopology;
  readonly shards: readonly Shard[];
}

/** The servers that store the sessions. */
export abstract class Shards {
  /** @throws Problem `shards_unreachable` (503) */
  abstract view(): Promise<ShardsView>;
  /**
   * What a rebalancing would do now, and how many slots an interrupted one left open.
   *
   * @throws Problem `shards_not_clustered` (409), `shards_unhealthy` (503), `shards_unreachable` (503)
   */
  abstract plan(): Promise<{ plan: RebalancePlan; open: number }>;
  /**
   * Rebalances the shards now, while they serve; first finishes or undoes what an interrupted rebalancing left open.
   *
   * @throws Problem `shards_being_rebalanced` (409) and those of `plan`
   */
  abstract rebalance(options?: Pick<RebalanceOptions, 'signal' | 'progress'>): Promise<Rebalanced>;
}
