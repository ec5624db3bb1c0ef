import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type OutboxForwarder, OutboxRelay, type OutboxRow } from '#platform/outbox';
import type { InvalidationPayload } from './invalidation.js';
import { Invalidations } from './invalidations.js';

/**
 * Carries out the invalidations of processes that died after their commit. While Redis is unreachable the
 * rows wait, so that no shared answer outlives its invalidation.
 */
@Injectable()
export class InvalidationForwarder implements OutboxForwarder, OnModuleInit {
  readonly kind = 'invalidation';

  constructor(
    private readonly relay: OutboxRelay,
    private readonly invalidations: Invalidations,
  ) {}

  onModuleInit(): void {
    this.relay.register(this);
  }

  /** @throws Error while Redis is unreachable */
  async forward(rows: readonly OutboxRow[]): Promise<readonly string[]> {
    const done = await Promise.all(
      rows.map(({ id, tenantId, payload }) =>
        this.invalidations.repeat({ id, tenantId, tags: (payload as InvalidationPayload).tags }),
      ),
    );
    if (done.includes(false)) throw new Error('Redis does not answer: the invalidation waits in the outbox.');
    return rows.map(({ id }) => id);
  }
}
