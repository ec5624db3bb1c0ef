import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { TenantRegistry } from '../tenants/tenant-registry.js';
import { meteredInMonth } from './metering.sql.js';

/** One measure of a tenant's use in a month. */
export interface Metered {
  /** `requests`, `errors`, `bytes`, `events`, `aiRequests`; or a capacity quota, as in `apps`, at its highest. */
  readonly measure: string;
  readonly value: number;
}

/** The use of tenants, by month (UTC). */
@Injectable()
export class MeteringReport {
  constructor(
    private readonly database: Database,
    private readonly registry: TenantRegistry,
  ) {}

  /**
   * The use of a tenant in a month.
   *
   * @param month as in `2026-11`
   * @returns in order of measure; measures without use are left out
   * @throws Problem `tenant_not_found` (404)
   */
  async of(slug: string, month: string): Promise<Metered[]> {
    const { id: tenantId } = await this.registry.row(slug);
    return this.database.read({ tenantId }, meteredInMonth, month);
  }
}

/** A month as in `2026-11`. */
export const monthFormat = /^20\d\d-(0[1-9]|1[0-2])$/;

/** The current month (UTC). */
export function currentMonth(): string {
  return new Date().toISOString().slice(0, 7);
}
