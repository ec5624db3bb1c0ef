import { openRedisStore, type RedisStore } from './redis-store.js';

/** How long pings may have no answer before a new connection is opened, in milliseconds. */
const SILENT_MS = 3000;

/**
 * A `RedisStore` that is opened anew by the first ping after three seconds in which none was answered. Where a network forgets a
 * connection, it stays open on both sides, and TCP gives it up only after a quarter of an hour.
 *
 * @param onTrouble as of `openRedisStore`
 */
export function openAnsweringStore(url: string, onTrouble: () => void): RedisStore {
  let store = openRedisStore(url, onTrouble);
  /** When the first ping was sent since one was answered, and the last. */
  let askedAt: number | undefined;
  let lastAskedAt = Number.NEGATIVE_INFINITY;
  const ping = async () => {
    const now = performance.now();
    // Nobody knows what the connection did meanwhile.
    if (now - lastAskedAt > SILENT_MS) askedAt = undefined;
    lastAskedAt = now;
    if (askedAt !== undefined && now - askedAt > SILENT_MS) {
      store.close();
      store = openRedisStore(url, onTrouble);
      askedAt = undefined;
    }
    askedAt ??= now;
    const asked = store;
    const answer = await asked.ping();
    if (asked === store) askedAt = undefined;
    return answer;
  };
  return {
    ping,
    read: (keys) => store.read(keys),
    write: (entries) => store.write(entries),
    prolong: (keys, ttl) => store.prolong(keys, ttl),
    close: () => store.close(),
  };
}
