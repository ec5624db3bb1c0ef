import type { OnApplicationShutdown } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { type Breaker, breaker } from '#platform/resilience';
import { CoalescedReads } from './coalesced-reads.js';
import type { RedisStore, StoredEntry } from './redis-store.js';

/** When an open breaker tries Redis again, in milliseconds. */
const RESET_MS = 1000;

type Guarded = <T>(work: () => Promise<T>) => Promise<T>;

/** The Redis of the shared answers, behind a breaker: `REDIS_CACHE_URL`, else `REDIS_URL`, else none. */
export class SharedRedis implements OnApplicationShutdown {
  private readonly reads = new CoalescedReads((keys) => this.ask((store) => store.read(keys)));

  private constructor(
    private readonly store?: RedisStore,
    private readonly guard?: Breaker<Guarded>,
  ) {}

  /** @param timeoutMs how long a caller waits for Redis, in milliseconds */
  static async open({ redisUrl, redisCacheUrl = redisUrl }: Settings, timeoutMs: number): Promise<SharedRedis> {
    if (!redisCacheUrl) return new SharedRedis();
    // Loaded only where it is used: its client is a tenth of all modules of a process.
    const { openAnsweringStore } = await import('./answering-store.js');
    // A ping after each lost connection lets the breaker count the failure without traffic.
    const store = openAnsweringStore(redisCacheUrl, () => void guard.call(store.ping).catch(() => undefined));
    const guard = breaker('redis', { timeoutMs, resetMs: RESET_MS, probe: store.ping }, ((work) => work()) as Guarded);
    return new SharedRedis(store, guard);
  }

  onApplicationShutdown(): void {
    this.guard?.end();
    this.store?.close();
  }

  /** Whether a Redis is configured. */
  get configured(): boolean {
    return this.store !== undefined;
  }

  /** Whether a Redis is configured and its breaker is closed. */
  get reachable(): boolean {
    return this.guard !== undefined && !this.guard.open;
  }

  /** @throws Error when no Redis is configured, it does not answer in time, or its breaker is open */
  read(keys: string[]): Promise<(string | undefined)[]> {
    return this.reads.read(keys);
  }

  /** Writes all entries or none. @throws Error as `read` does; the entries may still have been written */
  write(entries: readonly StoredEntry[]): Promise<void> {
    return this.ask((store) => store.write(entries));
  }

  /** Lets the keys that exist live for `ttl` milliseconds from now on. @throws Error as `read` does */
  prolong(keys: readonly string[], ttl: number): Promise<void> {
    return this.ask((store) => store.prolong(keys, ttl));
  }

  private async ask<T>(work: (store: RedisStore) => Promise<T>): Promise<T> {
    const { store, guard } = this;
    if (!store || !guard) throw new Error('Neither REDIS_CACHE_URL nor REDIS_URL is set.');
    return guard.call(() => work(store));
  }
}
