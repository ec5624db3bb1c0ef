import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Notifications } from '#platform/database';
import { TagVersions } from '../redis/tag-versions.js';
import { ResponseCache } from '../response-cache.js';
import { CHANNEL, type Invalidation, type InvalidationMessage, tagsOf } from './invalidation.js';

/** How many invalidations are remembered, so that one that comes again costs nothing. */
const REMEMBERED = 10_000;

/**
 * Carries invalidations out: in this process's memory, then in the shared tier, then in the memory
 * of the others. In this order, for who fills anew asks the shared tier first.
 */
@Injectable()
export class Invalidations implements OnModuleInit, OnModuleDestroy {
  /** By id, how far each came: void in this memory, or in the shared tier as well. */
  private readonly known = new LRUCache<string, 'here' | 'shared'>({ max: REMEMBERED });
  private stop = () => {};

  constructor(
    private readonly memory: ResponseCache,
    private readonly versions: TagVersions,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.stop = this.notifications.subscribe(CHANNEL, (payload) => this.hear(payload));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** After the commit. Never rejects: what is committed must be acknowledged, whoever could not be told. */
  async carryOut(invalidation: Invalidation): Promise<void> {
    this.forget(invalidation);
    const shared = await this.versions.renew(invalidation.id, tagsOf(invalidation));
    await this.tell(invalidation, shared);
  }

  /**
   * Once more, for what the process that committed it may have left undone.
   *
   * @returns whether nothing is left to do; if not, try again. Never rejects.
   */
  async repeat(invalidation: Invalidation): Promise<boolean> {
    const { id } = invalidation;
    const before = this.known.get(id);
    if (before === 'shared') return true;
    if (!before) this.forget(invalidation);
    const shared = await this.versions.renewOnce(id, tagsOf(invalidation));
    if (shared || !before) await this.tell(invalidation, shared);
    return shared;
  }

  private forget({ id, tenantId, tags }: Invalidation): void {
    this.memory.invalidate(tenantId, tags);
    this.known.set(id, 'here');
  }

  private async tell(invalidation: Invalidation, shared: boolean): Promise<void> {
    if (shared) this.known.set(invalidation.id, 'shared');
    const message: InvalidationMessage = { ...invalidation, shared };
    await this.notifications.publish(CHANNEL, JSON.stringify(message));
  }

  private hear(payload: string | undefined): void {
    // Listening has begun, or begun again: what was said meanwhile is lost.
    if (payload === undefined) this.memory.invalidateAll();
    else this.heard(JSON.parse(payload));
  }

  private heard({ shared, ...invalidation }: InvalidationMessage): void {
    const { id } = invalidation;
    const before = this.known.get(id);
    if (!before) {
      this.forget(invalidation);
      if (!shared) this.versions.distrust(id, tagsOf(invalidation));
    }
    if (shared) this.known.set(id, 'shared');
  }
}
