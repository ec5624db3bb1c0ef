import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { type Operation, Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import { tenantsProblems } from '../tenants.errors.js';
import { PurgeSteps } from './purge-steps.js';
import { purgeTenant } from './purge-tenant.job.js';
import type { Purge } from './purges.dto.js';
import { purgeOfTenant } from './purges.sql.js';
import { receiptOfPurge } from './receipts.sql.js';

/** Purges deleted tenants. */
@Injectable()
export class Purges {
  constructor(
    private readonly database: Database,
    private readonly registry: TenantRegistry,
    private readonly steps: PurgeSteps,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Begins the purge of a deleted tenant without waiting for the end of its grace period, or
   * continues one that has begun. A purge cannot be undone.
   *
   * @returns the operation that ends with the purge
   * @throws Problem `tenant_not_found` (404), `tenant_not_deleted` (409)
   */
  async begin(slug: string): Promise<Operation> {
    const { id: tenantId, state } = await this.registry.row(slug);
    if (state !== 'deleting' && state !== 'purging') throw tenantsProblems.tenant_not_deleted({ slug, state });
    // If the process ends in between, `tenants.find-due-purges` continues the purge.
    await this.steps.begin(tenantId);
    return this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) =>
      this.operations.start(tx, purgeTenant, { tenantId }, 'platform.tenants.write'),
    );
  }

  /**
   * Begins the purge of a tenant that was purged in a newer state of the database, whatever state it is in. Does nothing where
   * there is no such tenant, or its purge has begun.
   */
  again(tenantId: string): Promise<void> {
    return this.steps.again(tenantId, (tx) => this.jobs.add(tx, purgeTenant, { tenantId }));
  }

  /** @throws Problem `tenant_not_found`, `purge_not_found` (404) */
  async of(slug: string): Promise<Purge> {
    const { id: tenantId } = await this.registry.row(slug);
    const [purge] = await this.database.read({ tenantId }, purgeOfTenant);
    if (!purge) throw tenantsProblems.purge_not_found({ slug });
    const [receipt] = purge.endedAt ? await this.database.read({ tenantId }, receiptOfPurge, purge.id) : [];
    return { ...purge, receipt: receipt ?? null };
  }
}
