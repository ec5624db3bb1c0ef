import KeyvRedis, { createClient } from '@keyv/redis';
import { createCache } from 'cache-manager';
import { Keyv } from 'keyv';

/** A value on its way into Redis. */
export interface StoredEntry {
  readonly key: string;
  readonly value: string;
  /** Milliseconds; nothing is kept for ever. */
  readonly ttl: number;
}

/** Strings in a Redis. Everything rejects at once while it is not connected; nothing waits in a queue. */
export interface RedisStore {
  /** In one round trip. */
  read(keys: string[]): Promise<(string | undefined)[]>;
  /** All or nothing. */
  write(entries: readonly StoredEntry[]): Promise<void>;
  ping(): Promise<unknown>;
  close(): void;
}

/** Part of every key: entries of another form are never read. */
const FORMAT = 1;
const LONGEST_PAUSE_MS = 1000;

/**
 * Connects to a Redis and keeps at it: one that is away at the start, or goes later, is connected to
 * once it is there.
 *
 * Keys carry the run of the server, which is a new one after a restart and on a replica that took
 * over: either may have forgotten the last that it acknowledged, and nothing from before is believed.
 *
 * @param onTrouble called each time that the connection is lost or cannot be had
 */
export function openRedisStore(url: string, onTrouble: () => void): RedisStore {
  const client = createClient({
    url,
    name: 'palier-cache',
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: 2000,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2),
    },
  });
  let run: string | undefined;
  client.on('reconnecting', () => {
    run = undefined;
  });
  client.on('ready', async () => {
    try {
      run = /^run_id:(\w{12})/m.exec(await client.info('server'))?.[1] ?? 'unknown';
    } catch {
      // Lost again at once: the next 'ready' asks again.
    }
  });
  client.on('error', onTrouble);

  const keyv = new Keyv({
    store: new KeyvRedis(client, { throwOnErrors: true }),
    namespace: `palier-cache-${FORMAT}`,
    useKeyPrefix: false,
    throwOnErrors: true,
    // Redis expires what is old, so Keyv need not wrap every value in JSON with a date.
    serialize: ({ value }) => value as string,
    deserialize: <Value>(text: string) => ({ value: text as Value }),
  });
  const cache = createCache({ stores: [keyv] });
  // cache-manager answers a failed mget with misses, and tells its listeners alone.
  const failures = new WeakMap<readonly string[], unknown>();
  cache.on('mget', ({ keys, error }) => {
    if (error) failures.set(keys, error);
  });
  const inRun = (key: string) => {
    if (run === undefined) throw new Error('Redis is not connected.');
    return `${run} ${key}`;
  };

  // Settles when the connection was closed; until then the client keeps trying, and 'error' tells.
  client.connect().catch(() => undefined);
  return {
    async read(keys) {
      const full = keys.map(inRun);
      const values = await cache.mget<string>(full);
      if (failures.has(full)) throw failures.get(full);
      return values;
    },
    async write(entries) {
      await cache.mset(entries.map(({ key, value, ttl }) => ({ key: inRun(key), value, ttl })));
    },
    ping: async () => [inRun(''), await client.ping()],
    close: () => client.destroy(),
  };
}
