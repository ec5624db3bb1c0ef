import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import { CacheInvalidation } from '../cache-invalidation.js';
import { type Invalidation, type InvalidationPayload, MOST_TAGS } from './invalidation.js';
import { Invalidations } from './invalidations.js';

/** Writes an invalidation to the outbox in the transaction of the change, and carries it out after the commit. */
@Injectable()
export class TransactionalInvalidation extends CacheInvalidation {
  constructor(
    private readonly outbox: Outbox,
    private readonly invalidations: Invalidations,
  ) {
    super();
  }

  override async within(tx: Transaction, tenantId: string, tags: readonly string[]): Promise<void> {
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
