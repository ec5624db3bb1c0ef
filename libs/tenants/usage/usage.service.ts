import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type CapacityQuota, declaredCapacityQuotas } from '#platform/quotas';
import { limitsOf } from '../products/products.js';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import type { QuotaUseDto } from './usage.dto.js';
import { lockHeld, useOfTenant } from './usage.sql.js';

/** A tenant's use of one quota. */
export type QuotaUse = Readonly<QuotaUseDto>;

/** A capacity quota whose counter differs from the number of its rows. */
export interface Drift {
  readonly quota: string;
  /** The value of the counter. */
  readonly used: number;
  /** The counted rows. */
  readonly counted: number;
}

/** Requests are counted by each process alone, texts for each person, and days of retention are none to use up. */
const uncounted = ['requestsASecond', 'journalTextBytes', 'postDays', 'eventDays', 'eventCountDays'];

/** The use that tenants make of their quotas, for operators. */
@Injectable()
export class Usage {
  constructor(
    private readonly database: Database,
    private readonly registry: TenantRegistry,
  ) {}

  /**
   * The use of every quota of the tenant's plan, in order of name.
   *
   * @throws Problem `tenant_not_found` (404)
   */
  async of(slug: string): Promise<QuotaUse[]> {
    const { id: tenantId, product, plan } = await this.registry.row(slug);
    const rows = await this.database.read({ tenantId }, useOfTenant);
    const used = new Map(rows.map((row) => [row.quota, row.used]));
    const limits: Readonly<Record<string, number | null | undefined>> = limitsOf(product, plan);
    const quotas = [...new Set([...Object.keys(limits), ...used.keys()])].sort();
    return quotas.map((quota) => ({
      quota,
      used: uncounted.includes(quota) ? null : (used.get(quota) ?? 0),
      limit: limits[quota] ?? null,
    }));
  }

  /**
   * Counts the rows of every capacity quota and compares them with its counter; empty without a difference.
   *
   * @throws Problem `tenant_not_found` (404)
   */
  async check(slug: string): Promise<Drift[]> {
    const { id: tenantId } = await this.registry.row(slug);
    const drifts: Drift[] = [];
    for (const quota of declaredCapacityQuotas()) {
      const drift = await this.compare(tenantId, quota);
      if (drift.used !== drift.counted) drifts.push(drift);
    }
    return drifts;
  }

  /** Compares under the counter's lock, so that rows and counter are read at one moment. */
  private compare(tenantId: string, { name: quota, count }: CapacityQuota): Promise<Drift> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [held] = await tx.run(lockHeld, quota);
      const [rows] = await tx.run(count);
      return { quota, used: held?.used ?? 0, counted: rows?.total ?? 0 };
    });
  }
}
