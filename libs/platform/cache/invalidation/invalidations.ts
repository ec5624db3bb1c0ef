import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Notifications } from '#platform/database';
import { TagVersions } from '../redis/tag-versions.js';
import { ResponseCache } from '../response-cache.js';
import { CHANNEL, type Invalidation, type InvalidationMessage, tagsOf } from './invalidation.js';

/** How many invalidations are remembered, so that a repeated one is ignored. */
const REMEMBERED = 10_000;

/**
 * Carries invalidations out: in the memory of this process, then in the shared tier, then in the memory of
 * the other processes. The order matters: a process that fills again reads the shared tier first.
 */
@Injectable()
export class Invalidations implements OnModuleInit, OnModuleDestroy {
  /** By id, how far each was carried out: in this memory, or in the shared tier as well. */
  private readonly known = new LRUCache<string, 'here' | 'shared'>({ max: REMEMBERED });
  private stop = () => {};

  constructor(
    private readonly memory: ResponseCache,
    private readonly versions: TagVersions,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.stop = this.notifications.subscribe(CHANNEL, (payload) => this.receive(payload));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** Carries an invalidation out after its commit. Never rejects: the commit must be acknowledged even if a tier is unreachable. */
  async carryOut(invalidation: Invalidation): Promise<void> {
    this.invalidateMemory(invalidation);
    const shared = await this.versions.renew(invalidation.id, tagsOf(invalidation));
    await this.publish(invalidation, shared);
  }

  /**
   * Carries an invalidation out that the committing process may have left unfinished. Never rejects.
   *
   * @returns false when it must be tried again
   */
  async repeat(invalidation: Invalidation): Promise<boolean> {
    const { id } = invalidation;
    const before = this.known.get(id);
    if (before === 'shared') return true;
    if (!before) this.invalidateMemory(invalidation);
    const shared = await this.versions.renewOnce(id, tagsOf(invalidation));
    if (shared || !before) await this.publish(invalidation, shared);
    return shared;
  }

  private invalidateMemory({ id, tenantId, tags }: Invalidation): void {
    this.memory.invalidate(tenantId, tags);
    this.known.set(id, 'here');
  }

  private async publish(invalidation: Invalidation, shared: boolean): Promise<void> {
    if (shared) this.known.set(invalidation.id, 'shared');
    const message: InvalidationMessage = { ...invalidation, shared };
    await this.notifications.publish(CHANNEL, JSON.stringify(message));
  }

  private receive(payload: string | undefined): void {
    // The subscription has started, or started again: notifications in between are lost.
    if (payload === undefined) this.memory.invalidateAll();
    else this.apply(JSON.parse(payload));
  }

  private apply({ shared, ...invalidation }: InvalidationMessage): void {
    const { id } = invalidation;
    const before = this.known.get(id);
    if (!before) {
      this.invalidateMemory(invalidation);
      if (!shared) this.versions.distrust(id, tagsOf(invalidation));
    }
    if (shared) this.known.set(id, 'shared');
  }
}
