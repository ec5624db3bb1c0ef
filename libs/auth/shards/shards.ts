import type { ShardDto, ShardTopology } from './shards.dto.js';

/** A server that stores a part of the sessions, or all of them. */
export type Shard = Readonly<Omit<ShardDto, 'validations'>>;

export interface ShardsView {
  readonly topology: ShardTopology;
  readonly shards: readonly Shard[];
}
