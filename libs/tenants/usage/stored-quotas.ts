import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type CapacityQuota, capacityExceeded, type DailyRateQuota, Quotas } from '#platform/quotas';
import { TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { DailyRateQuotas } from './daily-rate-quotas.js';
import { giveBackCapacity, heldOf, takeCapacity } from './usage.sql.js';

/** Capacity quotas as one counter per tenant and quota, changed in the transaction of the rows that it counts. */
@Injectable()
export class StoredQuotas extends Quotas {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly rateQuotas: DailyRateQuotas,
  ) {
    super();
  }

  override async take(tx: Transaction, tenantId: string, { name }: CapacityQuota, n: number): Promise<void> {
    if (n > 0) return this.takeMore(tx, tenantId, name, n);
    if (n === 0) return;
    const [row] = await tx.run(giveBackCapacity, name, -n);
    if (!row) throw new Error(`${-n} ${name} were released, but none were ever taken.`);
  }

  override async use(tx: Transaction, tenantId: string, { name }: CapacityQuota) {
    const limit = await this.limitOf(tenantId, name);
    const [held] = await tx.run(heldOf, name);
    return { used: held?.used ?? 0, limit };
  }

  override spend(tenantId: string, quota: DailyRateQuota, n: number): void {
    this.rateQuotas.spend(tenantId, quota, n, this.directory.byId(tenantId)?.limits[quota] ?? null);
  }

  private async takeMore(tx: Transaction, tenantId: string, quota: string, n: number): Promise<void> {
    const limit = await this.limitOf(tenantId, quota);
    const [row] = await tx.run(takeCapacity, tenantId, quota, n, limit);
    if (row || limit === null) return;
    const [held] = await tx.run(heldOf, quota);
    throw capacityExceeded(quota, limit, held?.used ?? 0, n);
  }

  /** The limit of a tenant's plan. A tenant that another process has just created may not be in the directory yet. */
  private async limitOf(tenantId: string, quota: string): Promise<number | null> {
    if (!this.directory.byId(tenantId)) await this.directory.refresh();
    const tenant = this.directory.byId(tenantId);
    if (!tenant) throw tenancyProblems.tenant_not_found({ slug: tenantId });
    return tenant.limits[quota] ?? null;
  }
}
