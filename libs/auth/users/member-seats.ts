import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Quotas } from '#platform/quotas';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { membersStock } from './members-stock.js';

/** The places that a tenant's plan gives its users. The house's own, the operators, are not counted. */
@Injectable()
export class MemberSeats {
  constructor(private readonly quotas: Quotas) {}

  /**
   * @param n how many users were made in this transaction
   * @throws Problem `quota_exceeded` (402)
   */
  async take(tx: Transaction, tenantId: string, n = 1): Promise<void> {
    if (tenantId !== PLATFORM_TENANT_ID) await this.quotas.take(tx, tenantId, membersStock, n);
  }

  /** @param n how many users were deleted in this transaction */
  async giveBack(tx: Transaction, tenantId: string, n = 1): Promise<void> {
    if (tenantId !== PLATFORM_TENANT_ID) await this.quotas.take(tx, tenantId, membersStock, -n);
  }

  /**
   * Takes one and gives it back, so that an address that is taken meets a full tenant as a new one does.
   *
   * @throws Problem `quota_exceeded` (402)
   */
  async probe(tx: Transaction, tenantId: string): Promise<void> {
    await this.take(tx, tenantId);
    await this.giveBack(tx, tenantId);
  }
}
