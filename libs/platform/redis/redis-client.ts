import { Cluster, type Redis } from 'ioredis';

/** A Redis, the primary that Sentinels know, or a Cluster. Commands of several keys need them in one slot. */
export type RedisClient = Redis | Cluster;

/** What a connection is for. */
export interface RedisUse {
  /** As it is called in the log and in `CLIENT LIST`, as in `sessions`. */
  readonly name: string;
  /**
   * Milliseconds after which a command fails, wherever it waited; while Redis is known to be away it
   * fails at once. Left out, commands wait for as long as it takes.
   */
  readonly commandTimeoutMs?: number;
  /** Whether it connects at the first command instead of now. */
  readonly lazy?: boolean;
  /** Whether its owner says by themselves that it is away, and the log does not. */
  readonly quiet?: boolean;
}

export function isCluster(client: RedisClient): client is Cluster {
  return client instanceof Cluster;
}

/** Whether nodes may have replicas, so that `WAIT` has something to wait for. */
export function hasReplicas(client: RedisClient): boolean {
  return isCluster(client) || Boolean(client.options.sentinels);
}
