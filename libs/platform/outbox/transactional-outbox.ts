import { Injectable } from '@nestjs/common';
import { Notifications, type Transaction } from '#platform/database';
import { traceparentInForce } from '#platform/telemetry';
import { Outbox, type OutboxEntry } from './outbox.js';
import { insertOutboxRow } from './outbox.sql.js';

/** The channel that wakes the relays; its payload is the kind of the rows that were written. */
export const OUTBOX_CHANNEL = 'outbox';

/** The outbox in `platform.outbox`. */
@Injectable()
export class TransactionalOutbox extends Outbox {
  constructor(private readonly notifications: Notifications) {
    super();
  }

  override put(tx: Transaction, { id, kind, subject, payload }: OutboxEntry): Promise<void> {
    const values = [id, kind, subject, JSON.stringify(payload), traceparentInForce()] as const;
    tx.runAtCommit(insertOutboxRow, ...values);
    tx.afterCommit(() => {
      // Not awaited: the writer's response need not wait for the notification.
      void this.notifications.publish(OUTBOX_CHANNEL, kind);
    });
    return Promise.resolve();
  }
}
