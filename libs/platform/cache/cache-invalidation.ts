import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import { type Invalidation, type InvalidationPayload, MOST_TAGS } from './invalidation/invalidation.js';
import { Invalidations } from './invalidation/invalidations.js';

/** Invalidates cached answers. The only part of the cache that contexts use. */
@Injectable()
export class CacheInvalidation {
  constructor(
    private readonly outbox: Outbox,
    private readonly invalidations: Invalidations,
  ) {}

  /**
   * Invalidates every answer of this tenant that has one of these tags, once the transaction is committed:
   * in this process before the commit is acknowledged, so that no later read here is older than the write;
   * in other processes when they receive the notification. If the process dies after the commit, a worker
   * carries the invalidation out from the outbox.
   *
   * @param tx a transaction in the scope of this tenant; the promise need not be awaited before the next statement
   * @param tags at most 100 bytes each
   */
  async within(tx: Transaction, tenantId: string, tags: readonly string[]): Promise<void> {
    const parts: Invalidation[] = [];
    for (let i = 0; i < tags.length; i += MOST_TAGS) {
      parts.push({ id: newId(), tenantId, tags: tags.slice(i, i + MOST_TAGS) });
    }
    tx.afterCommit(async () => void (await Promise.all(parts.map((part) => this.invalidations.carryOut(part)))));
    await Promise.all(
      parts.map((part) => {
        const payload: InvalidationPayload = { tags: part.tags };
        return this.outbox.put(tx, { id: part.id, kind: 'invalidation', subject: tenantId, payload });
      }),
    );
  }
}
