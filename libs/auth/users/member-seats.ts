import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { declareCapacityQuota, Quotas } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { countSeats } from './users.sql.js';

/**
 * The capacity quota of users who have proven their address. Deactivated users count, since they may be reactivated.
 * Unverified users do not, since anyone can register any address.
 */
export const membersQuota = declareCapacityQuota({ name: 'members', count: countSeats });

/**
 * The seats of a tenant's plan, taken by users who have proven their address. Operators, in the reserved tenant
 * `platform`, are not counted.
 */
@Injectable()
export class MemberSeats {
  constructor(private readonly quotas: Quotas) {}

  /**
   * @param n how many users were made or verified in this transaction
   * @throws Problem `quota_exceeded` (402)
   */
  async take(tx: Transaction, tenantId: string, n = 1): Promise<void> {
    if (tenantId !== PLATFORM_TENANT_ID) await this.quotas.take(tx, tenantId, membersQuota, n);
  }

  /** @param n how many users with a seat were deleted in this transaction */
  async giveBack(tx: Transaction, tenantId: string, n = 1): Promise<void> {
    if (tenantId !== PLATFORM_TENANT_ID) await this.quotas.take(tx, tenantId, membersQuota, -n);
  }
}
