import type { ShardTopology } from './shards.js';

/** A server that copies a shard. */
export class ShardReplicaDto {
  /** @example "10.0.0.14:6379" */
  address!: string;

  /** Whether it follows; false while it copies everything anew, or is gone. */
  following!: boolean;

  /**
   * Bytes of writes that it has not confirmed; null where nobody can say.
   * @example 0
   */
  lagBytes!: number | null;

  /**
   * Seconds since it was last heard of; null where nobody can say.
   * @example 1
   */
  lagSeconds!: number | null;
}

/** Slots that follow each other. */
export class SlotRangeDto {
  /** @example 0 */
  first!: number;

  /** @example 4095 */
  last!: number;
}

/** How often the process that answers asked this shard whether a session stands; the metrics add up all processes. */
export class ShardValidationsDto {
  /**
   * Since the process began.
   * @example 120345
   */
  count!: number;

  /**
   * A second, since the look before this one or since the process began.
   * @example 512.5
   */
  perSecond!: number;

  /**
   * The upper bound of the bucket in which the median lies, in milliseconds; null where nothing was asked, or beyond 250.
   * @example 0.5
   */
  p50Ms!: number | null;

  /**
   * The same of the slowest hundredth.
   * @example 2.5
   */
  p99Ms!: number | null;
}

/** A server that holds a part of the sessions, or all of them. */
export class ShardDto {
  /**
   * The node's in a Redis Cluster; a failover makes it another.
   * @example "07c37dfeb235213a872192d90877d0cd55635b91"
   */
  id!: string;

  /** @example "10.0.0.11:6379" */
  address!: string;

  /** Always the primary: its replicas stand below it. */
  role!: 'primary';

  /** Whether it answered now. */
  answers!: boolean;

  replicas!: ShardReplicaDto[];

  /**
   * How many of a Cluster's 16,384 slots; null where there is no Cluster.
   * @example 4096
   */
  slots!: number | null;

  /** Which ones. */
  ranges!: SlotRangeDto[];

  /**
   * Slots that are on their way to it or from it.
   * @example 0
   */
  open!: number;

  /**
   * Living sessions as of `countedAt`; null before the first count, which a worker makes every minute.
   * @example 2514
   */
  sessions!: number | null;

  countedAt!: Date | null;

  validations!: ShardValidationsDto;
}

/** Where sessions are, and how evenly. */
export class ShardsDto {
  /** @example "cluster" */
  topology!: ShardTopology;

  shards!: ShardDto[];
}
