import { Injectable } from '@nestjs/common';
import { permissionsOf } from '#platform/access';
import type { Transaction } from '#platform/database';
import { Realtime, topicOf } from '#platform/realtime';
import type { Operation } from './operation.js';

/** Tells every process of the changes of operations, once they are committed. */
@Injectable()
export class OperationChanges {
  constructor(private readonly realtime: Realtime) {}

  /** Those who follow the operation read it again. */
  progressed(tx: Transaction, tenantId: string, id: string): void {
    this.realtime.publish(tx, topicOf.operation(tenantId, id), { name: 'operation.changed', data: {} });
  }

  /** Tells those too whom `started` tells: its state is another. */
  stateChanged(tx: Transaction, tenantId: string, operation: Operation): void {
    this.progressed(tx, tenantId, operation.id);
    this.started(tx, tenantId, operation);
  }

  /** Tells who began it, or the tenant where every member finds it: nobody follows it yet. */
  started(tx: Transaction, tenantId: string, operation: Operation): void {
    const { id, kind, state, userId, begunBy, cancelPermission, scope } = operation;
    const isOfAll = userId === null && scope === null && permissionsOf('member', tenantId).has(cancelPermission);
    const who = userId ?? begunBy;
    const topic = isOfAll ? topicOf.tenant(tenantId) : who && topicOf.user(tenantId, who);
    if (topic) this.realtime.publish(tx, topic, { name: 'operation.changed', data: { id, kind, state } });
  }
}
