import type { RedisOptions } from 'ioredis';
import type { Settings } from '#platform/config';
import { LastingSentinels } from './lasting-sentinels.js';
import type { RedisUse } from './redis-client.js';
import type { RedisTopology } from './topology.js';

export const LONGEST_PAUSE_MS = 1000;
/** A frozen node still accepts connections: only a timeout detects it. */
const CONNECT_TIMEOUT_MS = 2000;
/** Sentinels answer from memory and are asked one after the other: one that hangs would delay a failover. */
const SENTINEL_TIMEOUT_MS = 500;

/** The options of every connection. */
export function connection({ name }: RedisUse): RedisOptions {
  return { connectionName: `palier-${name}`, connectTimeout: CONNECT_TIMEOUT_MS, disableClientInfo: true };
}

/** The account for nodes that are not given as a URL with credentials. */
export function accountOf({ redisUsername: username, redisPassword: password, redisTls }: Settings): RedisOptions {
  return { username, password, ...(redisTls === 'on' && { tls: {} }) };
}

/** The options to find the primary through Sentinels. */
export function sentinelsOf(topology: RedisTopology & { kind: 'sentinel' }, settings: Settings): RedisOptions {
  const account = accountOf(settings);
  return {
    ...account,
    Connector: LastingSentinels,
    sentinels: [...topology.sentinels],
    name: topology.master,
    sentinelUsername: account.username,
    sentinelPassword: account.password,
    sentinelTLS: account.tls,
    enableTLSForSentinelMode: account.tls !== undefined,
    sentinelCommandTimeout: SENTINEL_TIMEOUT_MS,
    sentinelRetryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE_MS),
    // A frozen primary never closes its connections: the Sentinels announce its successor.
    failoverDetector: true,
    // A demoted primary refuses writes; the next connection finds its successor.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  };
}
