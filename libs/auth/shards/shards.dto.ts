/** Where sessions are stored. */
export type ShardTopology = 'postgres' | 'single' | 'sentinel' | 'cluster';

/** A replica of a shard. */
export class ShardReplicaDto {
  /** @example "10.0.0.14:6379" */
  address!: string;

  /** Whether it follows; false during a full synchronisation, or when it is unreachable. */
  following!: boolean;

  /**
   * Bytes of writes that it has not confirmed; null where unknown.
   * @example 0
   */
  lagBytes!: number | null;

  /**
   * Seconds since its last acknowledgement; null where unknown.
   * @example 1
   */
  lagSeconds!: number | null;
}

/** A contiguous range of slots. */
export class SlotRangeDto {
  /** @example 0 */
  first!: number;

  /** @example 4095 */
  last!: number;
}

/** The session validations of the answering process at this shard; the metrics cover all processes. */
export class ShardValidationsDto {
  /**
   * Since the process started.
   * @example 120345
   */
  count!: number;

  /**
   * Per second, since the previous reading or since the process started.
   * @example 512.5
   */
  perSecond!: number;

  /**
   * The upper bound of the median's bucket, in milliseconds; null without a validation, or beyond 250.
   * @example 0.5
   */
  p50Ms!: number | null;

  /**
   * The same for the 99th percentile.
   * @example 2.5
   */
  p99Ms!: number | null;
}

/** A server that stores a part of the sessions, or all of them. */
export class ShardDto {
  /**
   * The id of the node in a Redis Cluster; a failover changes it.
   * @example "07c37dfeb235213a872192d90877d0cd55635b91"
   */
  id!: string;

  /** @example "10.0.0.11:6379" */
  address!: string;

  /** Always the primary: its replicas are in `replicas`. */
  role!: 'primary';

  /** Whether it answered this request. */
  answers!: boolean;

  replicas!: ShardReplicaDto[];

  /**
   * The number of its slots, of 16,384; null without a Cluster.
   * @example 4096
   */
  slots!: number | null;

  /** The ranges of its slots. */
  ranges!: SlotRangeDto[];

  /**
   * Slots that are being moved to it or from it.
   * @example 0
   */
  open!: number;

  /**
   * Active sessions as of `countedAt`; null before the first count, which a worker makes every minute.
   * @example 2514
   */
  sessions!: number | null;

  countedAt!: Date | null;

  validations!: ShardValidationsDto;
}

/** The shards that store the sessions. */
export class ShardsDto {
  /** @example "cluster" */
  topology!: ShardTopology;

  shards!: ShardDto[];
}

/** A server that stores a part of the sessions, or all of them. */
export type Shard = Readonly<Omit<ShardDto, 'validations'>>;

export interface ShardsView {
  readonly topology: ShardTopology;
  readonly shards: readonly Shard[];
}
