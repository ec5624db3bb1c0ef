import { Redis, type RedisOptions } from 'ioredis';
import type { Settings } from '#platform/config';
import { accountOf, connection } from './connection.js';
import type { RedisUse } from './redis-client.js';
import type { RedisNode } from './topology.js';

/**
 * Opens one node of a Cluster by its address. It connects at the first command; when the node is
 * unreachable that command fails, and nothing is tried again.
 */
export function openRedisNode(
  settings: Settings,
  { host, port }: RedisNode,
  use: RedisUse & { commandTimeoutMs: number },
  more: RedisOptions = {},
): Redis {
  const node = new Redis({
    ...connection(use),
    ...accountOf(settings),
    host,
    port,
    commandTimeout: use.commandTimeoutMs,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    ...more,
  });
  node.on('error', () => {});
  return node;
}
