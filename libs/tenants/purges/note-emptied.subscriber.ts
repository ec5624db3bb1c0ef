import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import type { TenantEmptied } from '../events/index.js';
import { PurgeSteps } from './purge-steps.js';

/** Adds up the rows that the contexts deleted. Each event counts once, so the receipt is exact. */
@Subscribes<TenantEmptied>('tenants.tenant.emptied', 1, 'tenants.note-emptied')
@Injectable()
export class NoteEmptied implements Subscriber<TenantEmptied> {
  constructor(private readonly steps: PurgeSteps) {}

  handle({ tenantId, data }: DomainEvent<TenantEmptied>, tx: Transaction): Promise<void> {
    return this.steps.answer(tx, tenantId, data);
  }
}
