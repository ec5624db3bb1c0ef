import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { Jobs } from '#platform/jobs';
import type { TenantDeleted } from '#tenants/events';
import { endSessions } from './end-sessions.js';

/** Has the sessions of a deleted tenant ended: its tokens are refused already, and none goes on if it comes back. */
@Subscribes<TenantDeleted>('tenants.tenant.deleted', 1, 'auth.end-sessions')
@Injectable()
export class EndSessionsOfDeleted implements Subscriber<TenantDeleted> {
  constructor(private readonly jobs: Jobs) {}

  async handle({ tenantId }: DomainEvent<TenantDeleted>, tx: Transaction): Promise<void> {
    await this.jobs.add(tx, endSessions, { tenantId });
  }
}
