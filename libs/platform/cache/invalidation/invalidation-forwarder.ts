import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type OutboxForwarder, OutboxRelay, type OutboxRow } from '#platform/outbox';
import type { InvalidationPayload } from './invalidation.js';
import { Invalidations } from './invalidations.js';

/**
 * Carries out what a process that died after its commit did not. While Redis is away the rows wait,
 * so that nothing shared outlives its invalidation.
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

  /** @throws Error while Redis is away */
  async forward(rows: readonly OutboxRow[]): Promise<readonly string[]> {
    const done = await Promise.all(
      rows.map(({ id, tenantId, payload }) =>
        this.invalidations.repeat({ id, tenantId, tags: (payload as InvalidationPayload).tags }),
      ),
    );
    if (done.includes(false)) throw new Error('Redis does not answer: the shared answers stay void until it does.');
    return rows.map(({ id }) => id);
  }
}
