import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { newId } from '#platform/ids';
import { TagVersions } from '../redis/tag-versions.js';
import { ResponseCache } from '../response-cache.js';
import { callerTag, commonTags, type Invalidation, type InvalidationMessage, ofTenant } from './invalidation.js';
import { InvalidationFeed } from './invalidation-feed.js';

/** How many invalidations are remembered, so that a repeated one is ignored. */
const REMEMBERED = 10_000;

/**
 * Carries invalidations out: in the memory of this process, then in the shared tier, then in the memory of
 * the other processes. The order matters: a process that fills again reads the shared tier first.
 */
@Injectable()
export class Invalidations implements OnModuleInit {
  /** By id, how far each was carried out: in this memory, or in the shared tier as well. */
  private readonly known = new LRUCache<string, 'here' | 'shared'>({ max: REMEMBERED });

  constructor(
    private readonly memory: ResponseCache,
    private readonly versions: TagVersions,
    private readonly feed: InvalidationFeed,
  ) {}

  onModuleInit(): void {
    this.feed.follow((message) => {
      if (message) this.apply(message);
      else this.memory.invalidateAll();
    });
  }

  /**
   * Invalidates what is kept of one caller, in this process at once. No shared tier holds it, so no outbox row is needed: the
   * caller's next write, or the end of its freshness, repeats what a crash may lose.
   *
   * @returns once the other processes were told; never rejects
   */
  async forget(tenantId: string, callerId: string): Promise<void> {
    const invalidation = { id: newId(), tenantId, tags: [callerTag(callerId)] };
    this.invalidateMemory(invalidation);
    await this.publish(invalidation, true);
  }

  /** Carries an invalidation out after its commit. Never rejects: the commit must be acknowledged even if a tier is unreachable. */
  async carryOut(invalidation: Invalidation): Promise<void> {
    this.invalidateMemory(invalidation);
    const shared = await this.versions.renew(invalidation.id, sharedTags(invalidation));
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
    const shared = await this.versions.renewOnce(id, sharedTags(invalidation));
    if (shared || !before) await this.publish(invalidation, shared);
    return shared;
  }

  private invalidateMemory({ id, tenantId, tags }: Invalidation): void {
    this.memory.invalidate(tenantId, tags);
    this.known.set(id, 'here');
  }

  private async publish(invalidation: Invalidation, shared: boolean): Promise<void> {
    if (shared) this.known.set(invalidation.id, 'shared');
    await this.feed.publish({ ...invalidation, shared });
  }

  private apply({ shared, ...invalidation }: InvalidationMessage): void {
    const { id } = invalidation;
    const before = this.known.get(id);
    if (!before) {
      this.invalidateMemory(invalidation);
      if (!shared) this.versions.distrust(id, sharedTags(invalidation));
    }
    if (shared) this.known.set(id, 'shared');
  }
}

/** The tags of an invalidation in the shared tier. */
const sharedTags = ({ tenantId, tags }: Invalidation) => ofTenant(tenantId, commonTags(tags));
