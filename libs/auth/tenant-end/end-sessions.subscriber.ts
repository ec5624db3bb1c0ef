import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { Jobs } from '#platform/jobs';
import type { TenantDeleted } from '#tenants/events';
import { endSessions } from './end-sessions.job.js';

/** Queues the end of a deleted tenant's sessions. Its tokens are refused already; this keeps them void if it is restored. */
@Subscribes<TenantDeleted>('tenants.tenant.deleted', 1, 'auth.end-sessions')
@Injectable()
export class EndSessionsOfDeleted implements Subscriber<TenantDeleted> {
  constructor(private readonly jobs: Jobs) {}

  async handle({ tenantId }: DomainEvent<TenantDeleted>, tx: Transaction): Promise<void> {
    await this.jobs.add(tx, endSessions, { tenantId });
  }
}
