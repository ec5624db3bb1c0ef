import type { RebalancePlan } from './rebalance-plan.js';
import type { Rebalanced, RebalanceOptions } from './rebalancer.js';
import type { ShardDto, ShardTopology } from './shards.dto.js';

/** A server that stores a part of the sessions, or all of them. */
export type Shard = Readonly<Omit<ShardDto, 'validations'>>;

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
