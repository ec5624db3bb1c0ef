import { Injectable } from '@nestjs/common';
import { Notifications, type Transaction } from '#platform/database';
import { traceparentInForce } from '#platform/telemetry';
import { insertOutboxRow } from './outbox.sql.js';
import type { OutboxEntry } from './outbox-entry.js';

/** The channel that wakes the relays; its payload is the kind of the rows that were written. */
export const OUTBOX_CHANNEL = 'outbox';

/**
 * Writes work to be forwarded in the same transaction as the business rows; the relay of a worker
 * forwards it after the commit, at least once. Rows belong to the current tenant.
 */
@Injectable()
export class Outbox {
  constructor(private readonly notifications: Notifications) {}

  /**
   * The row is written by the commit at the latest, which fails when it is refused; the relay is woken after it. The promise
   * need not be awaited.
   */
  put(tx: Transaction, { id, kind, subject, payload }: OutboxEntry): Promise<void> {
    const values = [id, kind, subject, JSON.stringify(payload), traceparentInForce()] as const;
    tx.runAtCommit(insertOutboxRow, ...values);
    tx.afterCommit(() => {
      // Not awaited: the writer's response need not wait for the notification.
      void this.notifications.publish(OUTBOX_CHANNEL, kind);
    });
    return Promise.resolve();
  }
}
