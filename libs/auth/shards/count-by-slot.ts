import { openRedisNode, type RedisClient, slotOf } from '#platform/redis';
import { packedExpiry } from '../session-store/packed-session.js';
import { everyKey, isSessionField } from '../session-store/user-hash.js';

/** A connection to one server. */
export type RedisServer = Extract<RedisClient, ReturnType<typeof openRedisNode>>;

const STEP = 500;
/** Some ten million keys; further keys are not counted. */
const MOST_STEPS = 20_000;

/** Counts the active sessions of a server by slot, in small steps, between which the server handles other commands. */
export async function countBySlot(server: RedisServer, signal?: AbortSignal): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  // SCAN may return a key twice when the hash table of the server grows meanwhile.
  const seen = new Set<string>();
  let at = '0';
  for (let step = 0; step < MOST_STEPS; step += 1) {
    signal?.throwIfAborted();
    const [next, keys] = await server.scan(at, 'MATCH', everyKey, 'COUNT', STEP);
    const fresh = keys.filter((key) => !seen.has(key));
    const sessions = await Promise.all(fresh.map((key) => sessionsOf(server, key)));
    for (const [n, key] of fresh.entries()) {
      seen.add(key);
      const slot = slotOf(key);
      counts.set(slot, (counts.get(slot) ?? 0) + (sessions[n] ?? 0));
    }
    if (next === '0') break;
    at = next;
  }
  return counts;
}

/** 0 where the key has moved to another shard meanwhile: it is counted there. */
async function sessionsOf(server: RedisServer, key: string): Promise<number> {
  const hash = await server.hgetallBuffer(key).catch((error: Error) => {
    if (/^(MOVED|ASK)\b/.test(error.message)) return {};
    throw error;
  });
  const now = Date.now();
  return Object.entries(hash).filter(([field, packed]) => isSessionField(field) && packedExpiry(packed) > now).length;
}
