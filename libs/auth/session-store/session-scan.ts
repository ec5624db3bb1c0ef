import type { Redis } from 'ioredis';
import { isCluster, type RedisClient } from '#platform/redis';
import { keysOfTenant, sessionsIn } from './redis-user-keys.js';
import type { Session } from './session.js';

/** Keys that a node scans in one step, which blocks it. */
const STEP = 500;
/** The most steps of one page: some million keys. */
const MOST_STEPS = 5000;
/** The most steps of a full scan: some fifty million keys of one node. */
const LONGEST = 100_000;
const PATIENCE_MS = 2000;

/** Where a scan continues: the primary, the SCAN cursor, and how many sessions of that step were returned already. */
type Place = readonly [node: number, step: string, given: number];

/** Scans the sessions of one tenant or of all, in bounded steps over every primary. */
export class SessionScan {
  constructor(
    private readonly client: RedisClient,
    private readonly now: () => number,
  ) {}

  /** At most `limit` sessions after `cursor`. While slots move, a session may appear twice or be missed. */
  async ofTenant(tenantId: string, limit: number, cursor?: string) {
    const nodes = await this.primaries();
    const sessions: Session[] = [];
    let place = placeOf(cursor);
    for (let steps = 0; place && steps < MOST_STEPS && sessions.length < limit; steps += 1) {
      const [at, step, given] = place;
      const node = nodes[at];
      if (!node) return { sessions };
      const [next, keys] = await timely(node.scan(step, 'MATCH', keysOfTenant(tenantId), 'COUNT', STEP));
      const found = (await hashesOf(node, keys)).flatMap(([key, hash]) => sessionsIn(key, hash, this.now()));
      // While Redis moves its keys to a larger table, the same step returns them in another order.
      found.sort((a, b) => (a.id < b.id ? -1 : 1));
      const room = limit - sessions.length;
      const remaining = found.slice(given);
      sessions.push(...remaining.slice(0, room));
      if (remaining.length > room) place = [at, step, given + room];
      else place = next === '0' ? [at + 1, '0', 0] : [at, next, 0];
    }
    return place && place[0] < nodes.length ? { sessions, cursor: place.join('.') } : { sessions };
  }

  /** The keys of a tenant's users, in batches. */
  async *keysOf(tenantId: string): AsyncGenerator<readonly string[]> {
    for (const node of await this.primaries()) yield* stepsOf(node, keysOfTenant(tenantId));
  }

  /** In an order that stays the same between pages. */
  private async primaries(): Promise<readonly Redis[]> {
    const { client } = this;
    if (!isCluster(client)) return [client];
    // A client that has not connected yet knows no node.
    if (client.status !== 'ready') await client.ping();
    const name = ({ options }: Redis) => `${options.host}:${options.port}`;
    return client.nodes('master').sort((a, b) => (name(a) < name(b) ? -1 : 1));
  }
}

async function* stepsOf(node: Redis, pattern: string): AsyncGenerator<readonly string[]> {
  let at = '0';
  for (let steps = 0; steps < LONGEST; steps += 1) {
    const [next, keys] = await timely(node.scan(at, 'MATCH', pattern, 'COUNT', STEP));
    if (keys.length > 0) yield keys;
    if (next === '0') return;
    at = next;
  }
  // Fails rather than end only a part of a tenant's sessions.
  throw new Error(`A scan for ${pattern} did not end.`);
}

async function hashesOf(node: Redis, keys: readonly string[]): Promise<[key: string, hash: Record<string, Buffer>][]> {
  if (keys.length === 0) return [];
  // Single calls are still sent together, and each answer is parsed into a hash.
  return timely(Promise.all(keys.map(async (key) => [key, await node.hgetallBuffer(key)])));
}

/** Undefined for text that is not a cursor of this class: the list ends there. */
function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return [0, '0', 0];
  const [, node, step, given] = /^(\d{1,4})\.(\d{1,20})\.(\d{1,9})$/.exec(cursor) ?? [];
  // Redis rejects a SCAN cursor of more than 64 bits with an error.
  return node && step && given && BigInt(step) < 2n ** 64n ? [Number(node), step, Number(given)] : undefined;
}

/** Limits a call to a single node, for which the client has no timeout, to two seconds. */
async function timely<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('Command timed out')), PATIENCE_MS);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
