import type { openRedisNode, RedisClient } from '#platform/redis';
import { packedExpiry, packedRegion } from './packed-session.js';
import { everyKey, isSessionField, ownerOf } from './redis-user-keys.js';

/** A connection to one server. */
export type RedisServer = Extract<RedisClient, ReturnType<typeof openRedisNode>>;

/** The number of active sessions of a tenant in a region ('' where unknown). */
export interface SessionCount {
  readonly tenantId: string;
  readonly region: string;
  readonly sessions: number;
}

const STEP = 500;
/** About ten million keys; keys beyond are not counted. */
const MOST_STEPS = 20_000;

/** Adds up active sessions, of one server after another, by tenant and region. */
export class SessionTally {
  private readonly byRegion = new Map<string, SessionCount>();

  /** @returns how many sessions the server holds */
  async add(server: RedisServer, signal?: AbortSignal, now = Date.now()): Promise<number> {
    let total = 0;
    for await (const { key, sessions } of usersOn(server, now, signal)) {
      total += sessions.length;
      for (const packed of sessions) this.count(ownerOf(key).tenantId, packedRegion(packed));
    }
    return total;
  }

  counts(): SessionCount[] {
    return [...this.byRegion.values()];
  }

  private count(tenantId: string, region: string): void {
    const key = `${tenantId} ${region}`;
    this.byRegion.set(key, { tenantId, region, sessions: (this.byRegion.get(key)?.sessions ?? 0) + 1 });
  }
}

/** Every user on a server with the active sessions; in small steps, between which the server serves other clients. */
async function* usersOn(server: RedisServer, now: number, signal?: AbortSignal) {
  // SCAN returns a key twice when a hash table of the server grows meanwhile.
  const seen = new Set<string>();
  let at = '0';
  for (let step = 0; step < MOST_STEPS; step += 1) {
    signal?.throwIfAborted();
    const [next, keys] = await server.scan(at, 'MATCH', everyKey, 'COUNT', STEP);
    const fresh = keys.filter((key) => !seen.has(key));
    const hashes = await Promise.all(fresh.map((key) => hashOf(server, key)));
    for (const [n, key] of fresh.entries()) {
      seen.add(key);
      const fields = Object.entries(hashes[n] ?? {}).filter(([field]) => isSessionField(field));
      yield { key, sessions: fields.map(([, packed]) => packed).filter((packed) => packedExpiry(packed) > now) };
    }
    if (next === '0') return;
    at = next;
  }
}

/** Empty where the key has moved to another shard since it was scanned: it is counted there. */
async function hashOf(server: RedisServer, key: string): Promise<Record<string, Buffer>> {
  return server.hgetallBuffer(key).catch((error: Error) => {
    if (/^(MOVED|ASK)\b/.test(error.message)) return {};
    throw error;
  });
}
