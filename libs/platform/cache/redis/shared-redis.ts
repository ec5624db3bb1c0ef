import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '#platform/config';
import { type Breaker, breaker } from '#platform/resilience';
import { openRedisStore, type RedisStore, type StoredEntry } from './redis-store.js';

/** What Redis may cost a caller, and how soon it is tried again. */
const BREAKER = { timeoutMs: 100, resetMs: 1000 };

type Guarded = <T>(work: () => Promise<T>) => Promise<T>;

/** The Redis that processes share answers through, behind its breaker: `REDIS_CACHE_URL`, else `REDIS_URL`, else none. */
@Injectable()
export class SharedRedis implements OnApplicationShutdown {
  private readonly store: RedisStore | undefined;
  private readonly guard: Breaker<Guarded> | undefined;

  constructor({ redisUrl, redisCacheUrl = redisUrl }: Settings) {
    if (!redisCacheUrl) return;
    // A connection that is lost is asked after, so that the breaker hears of it without traffic.
    const store = openRedisStore(redisCacheUrl, () => void guard.call(store.ping).catch(() => undefined));
    const guard = breaker('redis', { ...BREAKER, probe: store.ping }, ((work) => work()) as Guarded);
    [this.store, this.guard] = [store, guard];
  }

  onApplicationShutdown(): void {
    this.guard?.end();
    this.store?.close();
  }

  /** Whether this process was given one. */
  get configured(): boolean {
    return this.store !== undefined;
  }

  /** Whether it is worth asking. */
  get reachable(): boolean {
    return this.guard !== undefined && !this.guard.open;
  }

  /** @throws Error when there is none, or it does not answer within 100 ms, or did not lately */
  read(keys: string[]): Promise<(string | undefined)[]> {
    return this.ask((store) => store.read(keys));
  }

  /** All or nothing. @throws Error as `read` does; it may then still be written */
  write(entries: readonly StoredEntry[]): Promise<void> {
    return this.ask((store) => store.write(entries));
  }

  private async ask<T>(work: (store: RedisStore) => Promise<T>): Promise<T> {
    const { store, guard } = this;
    if (!store || !guard) throw new Error('Neither REDIS_CACHE_URL nor REDIS_URL is set.');
    return guard.call(() => work(store));
  }
}
