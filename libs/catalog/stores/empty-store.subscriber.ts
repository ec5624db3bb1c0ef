import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { Jobs } from '#platform/jobs';
import type { TenantPurging } from '#tenants/events';
import { emptyStore } from './empty-store.job.js';

/** Enqueues the job that empties the store of a tenant that is being purged. */
@Subscribes<TenantPurging>('tenants.tenant.purging', 1, 'catalog.empty-store')
@Injectable()
export class EmptyStoreOfPurged implements Subscriber<TenantPurging> {
  constructor(private readonly jobs: Jobs) {}

  async handle({ tenantId, data }: DomainEvent<TenantPurging>, tx: Transaction): Promise<void> {
    await this.jobs.add(tx, emptyStore, { tenantId, ...data });
  }
}
