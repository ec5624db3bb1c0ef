import { Cluster, type Redis } from 'ioredis';

/** A single Redis, the primary behind Sentinels, or a Cluster. Commands with several keys need them in one slot. */
export type RedisClient = Redis | Cluster;

/** What a connection is for. */
export interface RedisUse {
  /** The name in the log and in `CLIENT LIST`, such as `sessions`. */
  readonly name: string;
  /**
   * Milliseconds after which a command fails; while Redis is known to be unreachable it fails at once. Left
   * out, commands wait without a limit.
   */
  readonly commandTimeoutMs?: number;
  /** Whether it connects with the first command instead of at once. */
  readonly lazy?: boolean;
  /** Whether the log does not report that it is unreachable, because its owner does. */
  readonly quiet?: boolean;
}

export function isCluster(client: RedisClient): client is Cluster {
  return client instanceof Cluster;
}

/** Whether nodes may have replicas, so that `WAIT` has something to wait for. */
export function hasReplicas(client: RedisClient): boolean {
  return isCluster(client) || Boolean(client.options.sentinels);
}
