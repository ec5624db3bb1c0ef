import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { type Operation, Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import { tenantsProblems } from '../tenants.errors.js';
import { PurgeSteps } from './purge-steps.js';
import { purgeTenant } from './purge-tenant.job.js';
import { type Purge, Purges } from './purges.js';
import { purgeOfTenant } from './purges.sql.js';
import { receiptOfPurge } from './receipts.sql.js';

@Injectable()
export class PurgesService extends Purges {
  constructor(
    private readonly database: Database,
    private readonly registry: TenantRegistry,
    private readonly steps: PurgeSteps,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  override async begin(slug: string): Promise<Operation> {
    const { id: tenantId, state } = await this.registry.row(slug);
    if (state !== 'deleting' && state !== 'purging') throw tenantsProblems.tenant_not_deleted({ slug, state });
    // If the process ends in between, `tenants.find-due-purges` continues the purge.
    await this.steps.begin(tenantId);
    return this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) =>
      this.operations.start(tx, purgeTenant, { tenantId }, 'platform.tenants.write'),
    );
  }

  override again(tenantId: string): Promise<void> {
    return this.steps.again(tenantId, (tx) => this.jobs.add(tx, purgeTenant, { tenantId }));
  }

  override async of(slug: string): Promise<Purge> {
    const { id: tenantId } = await this.registry.row(slug);
    const [purge] = await this.database.read({ tenantId }, purgeOfTenant);
    if (!purge) throw tenantsProblems.purge_not_found({ slug });
    const [receipt] = purge.endedAt ? await this.database.read({ tenantId }, receiptOfPurge, purge.id) : [];
    return { ...purge, receipt: receipt ?? null };
  }
}
