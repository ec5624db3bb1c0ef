import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import type { OperationState } from './operation.js';

/** What changed of an operation. */
export interface ChangedOperation {
  readonly id: string;
  readonly kind: string;
  readonly state: OperationState;
  /** The user who alone may know of it; null for the tenant's. */
  readonly userId: string | null;
}

/** Tells every process of the changes of operations, once they are committed. */
@Injectable()
export class OperationChanges {
  constructor(private readonly realtime: Realtime) {}

  /** Those who follow the operation read it again. */
  progressed(tx: Transaction, tenantId: string, id: string): void {
    this.realtime.publish(tx, topicOf.operation(tenantId, id), { name: 'operation.changed', data: {} });
  }

  /** Tells the tenant too, or the person: its state is another. */
  stateChanged(tx: Transaction, tenantId: string, operation: ChangedOperation): void {
    this.progressed(tx, tenantId, operation.id);
    this.started(tx, tenantId, operation);
  }

  /** Tells the tenant, or the person who began it, alone: nobody follows it yet. */
  started(tx: Transaction, tenantId: string, { id, kind, state, userId }: ChangedOperation): void {
    const topic = userId === null ? topicOf.tenant(tenantId) : topicOf.user(tenantId, userId);
    this.realtime.publish(tx, topic, { name: 'operation.changed', data: { id, kind, state } });
  }
}
