import { randomUUID } from 'node:crypto';
import type { RedisClient } from '#platform/redis';

const KEY = 'palier:{shards}:lock';
/** How long it outlives its holder. */
const HELD_MS = 30_000;
const EXTEND_MS = 5000;
const EXTEND = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PEXPIRE', KEYS[1], ARGV[2]) or 0";
const RELEASE = "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0";

/** Lets one process at a time move slots, for as long as that takes; when it dies, the next may after 30 s. */
export class RebalanceLock {
  private heldUntil = performance.now() + HELD_MS;
  private readonly timer = setInterval(() => void this.extend(), EXTEND_MS).unref();

  private constructor(
    private readonly client: RedisClient,
    private readonly token: string,
  ) {}

  /** Undefined where another holds it. */
  static async take(client: RedisClient): Promise<RebalanceLock | undefined> {
    const token = randomUUID();
    const taken = await client.set(KEY, token, 'PX', HELD_MS, 'NX');
    return taken === 'OK' ? new RebalanceLock(client, token) : undefined;
  }

  /** Whether nobody else may have it; where it is not, stop. */
  get held(): boolean {
    return performance.now() < this.heldUntil;
  }

  /** Where Redis is away, it goes by itself. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.client.eval(RELEASE, 1, KEY, this.token).catch(() => undefined);
  }

  /** A Redis that is away does not say that another has it: that shows by the time. */
  private async extend(): Promise<void> {
    const until = performance.now() + HELD_MS;
    const extended = await this.client.eval(EXTEND, 1, KEY, this.token, HELD_MS).catch(() => undefined);
    if (extended !== undefined) this.heldUntil = extended === 1 ? until : 0;
  }
}
