import { Injectable } from '@nestjs/common';
import { Notifications, type Transaction } from '#platform/database';

const CHANNEL = 'access_keys';

/** Tells every process that keys were revoked or replaced: an answer that goes on for a while must end then. */
@Injectable()
export class KeyChanges {
  constructor(private readonly notifications: Notifications) {}

  /** Once `tx` is committed. @param id of the key */
  announce(tx: Transaction, id: string): void {
    tx.afterCommit(() => void this.notifications.publish(CHANNEL, id));
  }

  /**
   * @param onChange called with the id of a key that changed; with undefined when any may have changed
   * @returns a function that ends it
   */
  follow(onChange: (id: string | undefined) => void): () => void {
    return this.notifications.subscribe(CHANNEL, onChange);
  }
}
