import type { RedisOptions } from 'ioredis';
import type { Settings } from '#platform/config';
import { LastingSentinels } from './lasting-sentinels.js';
import type { RedisUse } from './redis-client.js';
import type { RedisTopology } from './topology.js';

export const LONGEST_PAUSE_MS = 1000;
/** A node that is frozen still accepts connections: only time tells. */
const CONNECT_TIMEOUT_MS = 2000;
/** They answer from memory, and the next one is asked only then: one that hangs holds up a failover. */
const SENTINEL_TIMEOUT_MS = 500;

/** What every connection has, to whatever node. */
export function connection({ name }: RedisUse): RedisOptions {
  return { connectionName: `palier-${name}`, connectTimeout: CONNECT_TIMEOUT_MS, disableClientInfo: true };
}

/** For whatever is no URL with an account of its own. */
export function accountOf({ redisUsername: username, redisPassword: password, redisTls }: Settings): RedisOptions {
  return { username, password, ...(redisTls === 'on' && { tls: {} }) };
}

/** How the primary is found, by asking Sentinels. */
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
    // A frozen primary never closes its connections: the Sentinels say that there is another.
    failoverDetector: true,
    // One that was demoted meanwhile takes no write; the next connection finds its successor.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  };
}
