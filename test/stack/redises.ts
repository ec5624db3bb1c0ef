import { type RedisCluster, startRedisCluster } from './redis-cluster.js';
import { type Sentinels, startSentinels } from './sentinels.js';
import { type RedisServer, startRedis } from './servers.js';

/** The Redis of sessions and jobs, and with one that of the cache. */
export interface Redises {
  /** Where sessions and jobs are: in PostgreSQL, or in a Redis of this kind. */
  readonly kind: 'none' | 'single' | 'sentinel' | 'cluster';
  /** Those that name the servers. */
  readonly settings: Readonly<Record<string, string>>;
  readonly cache?: RedisServer;
  readonly single?: RedisServer;
  readonly sentinels?: Sentinels;
  readonly cluster?: RedisCluster;
  stop(): Promise<void>;
}

const file = 'docker/redis/jobs.conf';
/** A replica takes over within two seconds: sign-in has to be back within three. */
const shortTimeout = { 'cluster-node-timeout': '500' };

/** Starts the Redis of sessions and jobs and that of the cache, with the files of docker/redis. */
export async function startRedises(kind: Redises['kind']): Promise<Redises> {
  if (kind === 'none') return { kind, settings: {}, stop: async () => {} };
  const cache = await startRedis({ file: 'docker/redis/cache.conf' });
  try {
    const { settings, ...own } = await startOwn(kind);
    const stop = async () => {
      await Promise.all([cache, ...Object.values(own)].map((each) => each.stop()));
    };
    return { kind, cache, ...own, settings: { REDIS_CACHE_URL: cache.url, ...settings }, stop };
  } catch (error) {
    await cache.stop();
    throw error;
  }
}

type Own = Pick<Redises, 'settings' | 'single' | 'sentinels' | 'cluster'>;

async function startOwn(kind: Exclude<Redises['kind'], 'none'>): Promise<Own> {
  switch (kind) {
    case 'single': {
      const single = await startRedis({ file });
      return { single, settings: { REDIS_URL: single.url } };
    }
    case 'sentinel': {
      const sentinels = await startSentinels({ file });
      return { sentinels, settings: { REDIS_SENTINELS: sentinels.addresses.join() } };
    }
    case 'cluster': {
      const cluster = await startRedisCluster({ primaries: 3, replicasEach: 1, file, config: shortTimeout });
      return { cluster, settings: { REDIS_CLUSTER: cluster.addresses.join() } };
    }
  }
}
