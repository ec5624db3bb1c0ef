import { Redis, type RedisOptions } from 'ioredis';
import type { Settings } from '#platform/config';
import { logAvailability } from './availability-log.js';
import { BoundedCluster } from './bounded-cluster.js';
import { accountOf, connection, LONGEST_PAUSE_MS, sentinelsOf } from './connection.js';
import type { RedisClient, RedisUse } from './redis-client.js';
import { closeSilent } from './silent-connections.js';
import { type RedisTopology, redisTopology } from './topology.js';

/**
 * Connects to the Redis of the settings, and reconnects whenever it is unreachable, at the start too, or silent. Unless
 * `quiet`, the log says once that it is unreachable and once that it is connected again.
 *
 * @throws Error when the settings name no Redis: see `redisConfigured`
 */
export function openRedis(settings: Settings, use: RedisUse): RedisClient {
  const topology = redisTopology(settings);
  if (!topology) throw new Error('None of REDIS_URL, REDIS_SENTINELS and REDIS_CLUSTER is set.');
  const client = connect(topology, settings, use);
  logAvailability(client, use);
  const silentMs = use.silentMs ?? use.commandTimeoutMs;
  if (silentMs !== undefined) closeSilent(client, silentMs);
  return client;
}

function connect(topology: RedisTopology, settings: Settings, use: RedisUse): RedisClient {
  if (topology.kind === 'cluster') {
    return new BoundedCluster(topology.nodes, { ...connection(use), ...accountOf(settings) }, use);
  }
  const options = { ...connection(use), ...retries(use), lazyConnect: use.lazy ?? false };
  if (topology.kind === 'single') return failingFast(new Redis(topology.url, options), use);
  return failingFast(new Redis({ ...options, ...sentinelsOf(topology, settings) }), use);
}

/** A command under way when the connection breaks may or may not have taken effect: with a time limit it fails, and the caller decides. */
function retries({ commandTimeoutMs }: RedisUse): RedisOptions {
  return {
    retryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE_MS),
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: commandTimeoutMs === undefined ? null : 0,
  };
}

/** Commands with a time limit wait for the first connection; once it was open, they fail while Redis is unreachable. */
function failingFast(client: Redis, { commandTimeoutMs }: RedisUse): Redis {
  if (commandTimeoutMs !== undefined) {
    client.once('ready', () => {
      client.options.enableOfflineQueue = false;
    });
  }
  return client;
}
