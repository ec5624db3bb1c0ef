import type { Notifications, Transaction } from '#platform/database';

const CHANNEL = 'operations';

/** Notifies every process, once the transaction is committed, that an operation changed. */
export function announceChange(tx: Transaction, notifications: Notifications, tenantId: string, id: string): void {
  tx.afterCommit(() => void notifications.publish(CHANNEL, operationKey(tenantId, id)));
}

/** @param onChange called with the `operationKey` of what changed; with undefined when any operation may have changed */
export function followChanges(notifications: Notifications, onChange: (key: string | undefined) => void): () => void {
  return notifications.subscribe(CHANNEL, onChange);
}

/** Identifies an operation in the whole deployment. */
export function operationKey(tenantId: string, id: string): string {
  return `${tenantId} ${id}`;
}
