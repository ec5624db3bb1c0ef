import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import type { Transaction } from '#platform/database';
import { Events } from '#platform/events';
import type {
  TenantChanged,
  TenantCreated,
  TenantDeleted,
  TenantPurged,
  TenantPurging,
  TenantResumed,
  TenantSuspended,
  TenantUndeleted,
} from '../events/tenant-events.js';

export type TenantEvent =
  | TenantChanged
  | TenantCreated
  | TenantDeleted
  | TenantPurged
  | TenantPurging
  | TenantResumed
  | TenantSuspended
  | TenantUndeleted;

/** Leaves a trace of every change of a tenant: for the auditor, and for the other contexts. */
@Injectable()
export class TenantHistory {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /**
   * Tells both in the transaction of the change.
   *
   * @param tx with the tenant in force
   */
  async tell(tx: Transaction, tenantId: string, event: TenantEvent): Promise<void> {
    const line = { action: event.type, targetKind: 'tenant', targetId: tenantId, details: event.data };
    await Promise.all([this.audit.record(tx, line), this.events.publish(tx, tenantId, event)]);
  }
}
