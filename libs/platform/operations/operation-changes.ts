import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import type { OperationState } from './operations.js';

/** What changed of an operation. */
export interface ChangedOperation {
  readonly id: string;
  readonly kind: string;
  readonly state: OperationState;
}

/** Tells every process of the changes of operations, once they are committed. */
@Injectable()
export class OperationChanges {
  constructor(private readonly realtime: Realtime) {}

  /** Those who follow the operation read it again. */
  progressed(tx: Transaction, tenantId: string, id: string): void {
    this.realtime.publish(tx, topicOf.operation(tenantId, id), { name: 'operation.changed', data: {} });
  }

  /** Tells the tenant too: its state is another. */
  stateChanged(tx: Transaction, tenantId: string, { id, kind, state }: ChangedOperation): void {
    this.progressed(tx, tenantId, id);
    this.started(tx, tenantId, { id, kind, state });
  }

  /** Tells the tenant alone: nobody follows it yet. */
  started(tx: Transaction, tenantId: string, { id, kind, state }: ChangedOperation): void {
    this.realtime.publish(tx, topicOf.tenant(tenantId), { name: 'operation.changed', data: { id, kind, state } });
  }
}
