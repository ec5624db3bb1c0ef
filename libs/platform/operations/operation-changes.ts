import type { Notifications, Transaction } from '#platform/database';

const CHANNEL = 'operations';

/** Says to every process, once the transaction is committed, that an operation changed. */
export function announceChange(tx: Transaction, notifications: Notifications, tenantId: string, id: string): void {
  tx.afterCommit(() => void notifications.publish(CHANNEL, placeOf(tenantId, id)));
}

/** @param onChange given `placeOf` what changed; undefined when anything may have */
export function followChanges(notifications: Notifications, onChange: (place: string | undefined) => void): () => void {
  return notifications.subscribe(CHANNEL, onChange);
}

/** Names an operation in the whole deployment. */
export function placeOf(tenantId: string, id: string): string {
  return `${tenantId} ${id}`;
}
