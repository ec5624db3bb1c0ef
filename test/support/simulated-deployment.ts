import { setImmediate as turn } from 'node:timers/promises';
import { InvalidationFeed, OwnWrites, ResponseCache, SharedTier } from '#platform/cache';
import { Settings } from '#platform/config';
import type { Notifications } from '#platform/database';
import { newId } from '#platform/ids';
import type { MasterKey } from '#platform/keys';
import { Invalidations } from '../../libs/platform/cache/invalidation/invalidations.js';
import type { StoredEntry } from '../../libs/platform/cache/redis/redis-store.js';
import { SharedRedis } from '../../libs/platform/cache/redis/shared-redis.js';
import { TagVersions } from '../../libs/platform/cache/redis/tag-versions.js';
import { CachedAnswers } from '../../libs/platform/http/answer-from-cache.js';
import { KnownUrls } from '../../libs/platform/http/known-urls.js';

type Listener = (payload: string | undefined) => void;

/** LISTEN of one process: notifications arrive in order, late while it is frozen, and not at all once it was lost. */
class SimulatedListening {
  private readonly waiting: string[] = [];
  private frozen = false;
  listener: Listener = () => {};

  hear(payload: string): void {
    if (this.frozen) this.waiting.push(payload);
    else this.listener(payload);
  }

  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    this.frozen = false;
    for (const payload of this.waiting.splice(0)) this.listener(payload);
  }

  /** The connection ends, and another one listens: what waited is lost. */
  lose(): void {
    this.waiting.length = 0;
    this.frozen = false;
    this.listener(undefined);
  }
}

/** The caches of processes on one simulated Redis and one simulated NOTIFY. */
export class SimulatedDeployment {
  redisFrozen = false;
  readonly processes: SimulatedProcess[];
  private readonly redis = new Map<string, string>();

  constructor() {
    this.processes = [this.start(), this.start()];
  }

  /** Lets everything that is under way happen, but no timer. */
  async settle(work: Promise<unknown> = Promise.resolve()): Promise<void> {
    await work;
    for (let i = 0; i < 3; i += 1) await turn();
  }

  end(): void {
    for (const { feed } of this.processes) feed.onModuleDestroy();
  }

  private start() {
    const notifications = new SimulatedListening();
    const cache = new ResponseCache(new Settings());
    const redis = Object.assign(
      Object.create(SharedRedis.prototype, { configured: { value: true }, reachable: { value: true } }),
      {
        read: (keys: string[]) => this.command(() => keys.map((key) => this.redis.get(key))),
        write: (entries: StoredEntry[]) =>
          this.command(() => {
            for (const { key, value } of entries) this.redis.set(key, value);
          }),
        prolong: async () => {},
      },
    ) as SharedRedis;
    const versions = new TagVersions(redis);
    const feed = new InvalidationFeed({
      subscribe: (_: string, listener: Listener) => {
        notifications.listener = listener;
        return () => {};
      },
      publish: async (_: string, payload: string) => {
        for (const process of this.processes) process.notifications.hear(payload);
      },
    } as unknown as Notifications);
    const invalidations = new Invalidations(cache, versions, feed);
    invalidations.onModuleInit();
    const writes = new OwnWrites(feed, invalidations, { derive: () => Buffer.alloc(32) } as unknown as MasterKey);
    const tier = new SharedTier(redis, versions, new Settings());
    const answers = new CachedAnswers(cache, tier, feed, writes, new KnownUrls(), new Settings());
    const commit = (tenantId: string, tags: readonly string[]) =>
      invalidations.carryOut({ id: newId(), tenantId, tags });
    return { answers, writes, feed, notifications, commit };
  }

  private async command<Result>(run: () => Result): Promise<Result> {
    await turn();
    if (this.redisFrozen) throw new Error('frozen');
    return run();
  }
}

export type SimulatedProcess = ReturnType<SimulatedDeployment['start']>;
