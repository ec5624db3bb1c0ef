import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { Jobs } from '#platform/jobs';
import type { TenantPurging } from '#tenants/events';
import { emptyAccounts } from './empty-accounts.job.js';

/** Queues the deletion of all accounts of a tenant that is being purged. */
@Subscribes<TenantPurging>('tenants.tenant.purging', 1, 'auth.empty-accounts')
@Injectable()
export class EmptyAccountsOfPurged implements Subscriber<TenantPurging> {
  constructor(private readonly jobs: Jobs) {}

  async handle({ tenantId, data }: DomainEvent<TenantPurging>, tx: Transaction): Promise<void> {
    await this.jobs.add(tx, emptyAccounts, { tenantId, ...data });
  }
}
