import { randomUUID } from 'node:crypto';
import type { RedisClient } from '#platform/redis';

const KEY = 'palier:{shards}:lock';
/** How long the lock outlives its holder, in milliseconds. */
const HELD_MS = 30_000;
const EXTEND_MS = 5000;
/** Both write only while the key has the holder's token: the lock that another process has taken since stays. Returns 1 or 0. */
const EXTEND = `
  local key, token, held_ms = KEYS[1], ARGV[1], ARGV[2]
  if redis.call('GET', key) ~= token then return 0 end
  return redis.call('PEXPIRE', key, held_ms)`;
const RELEASE = `
  local key, token = KEYS[1], ARGV[1]
  if redis.call('GET', key) ~= token then return 0 end
  return redis.call('DEL', key)`;

/** Lets one process at a time move slots. The lock is extended while it works, and expires 30 s after it died. */
export class RebalanceLock {
  private heldUntil = performance.now() + HELD_MS;
  private readonly timer = setInterval(() => void this.extend(), EXTEND_MS).unref();

  private constructor(
    private readonly client: RedisClient,
    private readonly token: string,
  ) {}

  /** Undefined where another process holds it. */
  static async take(client: RedisClient): Promise<RebalanceLock | undefined> {
    const token = randomUUID();
    const taken = await client.set(KEY, token, 'PX', HELD_MS, 'NX');
    return taken === 'OK' ? new RebalanceLock(client, token) : undefined;
  }

  /** Whether no other process can have the lock; when false, stop. */
  get held(): boolean {
    return performance.now() < this.heldUntil;
  }

  /** Releases the lock; where Redis is unreachable, it expires by itself. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.client.eval(RELEASE, 1, KEY, this.token).catch(() => undefined);
  }

  /** An unreachable Redis does not mean that another process has the lock: it then ends when it would have expired. */
  private async extend(): Promise<void> {
    const until = performance.now() + HELD_MS;
    const extended = await this.client.eval(EXTEND, 1, KEY, this.token, HELD_MS).catch(() => undefined);
    if (extended !== undefined) this.heldUntil = extended === 1 ? until : 0;
  }
}
