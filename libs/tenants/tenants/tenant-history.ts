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
} from '../events/index.js';

export type TenantEvent =
  | TenantChanged
  | TenantCreated
  | TenantDeleted
  | TenantPurged
  | TenantPurging
  | TenantResumed
  | TenantSuspended
  | TenantUndeleted;

/** Records every change of a tenant as an audit line and as an event. */
@Injectable()
export class TenantHistory {
  constructor(
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /**
   * Writes the audit line and publishes the event, in the transaction of the change.
   *
   * @param tx a transaction of the tenant
   */
  async record(tx: Transaction, tenantId: string, event: TenantEvent): Promise<void> {
    const line = { action: event.type, targetKind: 'tenant', targetId: tenantId, details: event.data };
    await Promise.all([this.audit.record(tx, line), this.events.publish(tx, tenantId, event)]);
  }
}
