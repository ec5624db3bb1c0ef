import { setFlagsFromString } from 'node:v8';
import KeyvRedis, { createClient } from '@keyv/redis';
import { createCache } from 'cache-manager';
import { Keyv } from 'keyv';

/** A value to be written to Redis. */
export interface StoredEntry {
  readonly key: string;
  readonly value: string;
  /** Milliseconds. */
  readonly ttl: number;
}

/** Strings in a Redis. Every call rejects at once while it is not connected; no command is queued. */
export interface RedisStore {
  /** Reads the values in one round trip. */
  read(keys: string[]): Promise<(string | undefined)[]>;
  /** Writes all entries or none. */
  write(entries: readonly StoredEntry[]): Promise<void>;
  /** Lets the keys that exist live for `ttl` milliseconds from now on; their values do not change. */
  prolong(keys: readonly string[], ttl: number): Promise<void>;
  ping(): Promise<unknown>;
  close(): void;
}

/** The version of the stored form, part of every key: entries of another version are never read. */
const FORMAT = 1;
const LONGEST_PAUSE_MS = 1000;

/**
 * Connects to a Redis, and reconnects whenever it is unreachable, at the start too.
 *
 * Keys contain the run id of the server, which changes with a restart and a failover: the server may then
 * have lost writes that it acknowledged, so no earlier entry is read.
 *
 * @param onTrouble called each time the connection is lost or cannot be opened
 */
export function openRedisStore(url: string, onTrouble: () => void): RedisStore {
  // V8 would soon allocate what refers to an answer among the old objects, where it keeps the 8 KB of the answer alive until
  // the whole heap is collected: a hit then takes 1.4 times the processor time.
  setFlagsFromString('--no-allocation-site-pretenuring');
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
      // The connection was lost again: the next 'ready' reads the run id.
    }
  });
  client.on('error', onTrouble);

  const namespace = `palier-cache-${FORMAT}`;
  const adapter = new KeyvRedis(client, { throwOnErrors: true });
  const keyv = new Keyv({
    store: adapter,
    namespace,
    useKeyPrefix: false,
    throwOnErrors: true,
    // Redis expires the values, so Keyv need not wrap each in JSON with a date.
    serialize: ({ value }) => value as string,
    deserialize: <Value>(text: string) => ({ value: text as Value }),
  });
  const cache = createCache({ stores: [keyv] });
  // cache-manager reports a failed mget as misses, and gives the error only to its listeners.
  const failures = new WeakMap<readonly string[], unknown>();
  cache.on('mget', ({ keys, error }) => {
    if (error) failures.set(keys, error);
  });
  const inRun = (key: string) => {
    if (run === undefined) throw new Error('Redis is not connected.');
    return `${run} ${key}`;
  };

  // Rejects when the client is closed; until then it reconnects, and errors go to 'error'.
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
    async prolong(keys, ttl) {
      await Promise.all(keys.map((key) => client.pExpire(adapter.createKeyPrefix(inRun(key), namespace), ttl)));
    },
    ping: async () => [inRun(''), await client.ping()],
    close: () => {
      // What was under way fails, which says nothing new.
      client.off('error', onTrouble).on('error', () => {});
      if (client.isOpen) client.destroy();
    },
  };
}
