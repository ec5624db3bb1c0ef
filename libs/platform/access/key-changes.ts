import { Injectable } from '@nestjs/common';
import { Notifications, type Transaction } from '#platform/database';

const CHANNEL = 'access_keys';

/** Tells every process that keys were revoked or replaced, or that users lost access: an answer that goes on for a while must end then. */
@Injectable()
export class KeyChanges {
  private readonly listeners = new Set<(id: string) => void>();

  constructor(private readonly notifications: Notifications) {}

  /** Whether this process is told of the changes in others now; a connection that was lost may not be noticed at once. */
  get heard(): boolean {
    return this.notifications.isListening(CHANNEL);
  }

  /** Once `tx` is committed. @param id of the key, or of the user as whom personal keys act */
  announce(tx: Transaction, id: string): void {
    tx.afterCommit(() => {
      // This process knows before its own notification is back.
      for (const listener of this.listeners) listener(id);
      void this.notifications.publish(CHANNEL, id);
    });
  }

  /**
   * @param onChange called with the id of a key or user that changed, perhaps twice; with undefined when any may have changed
   * @returns a function that ends it
   */
  follow(onChange: (id: string | undefined) => void): () => void {
    this.listeners.add(onChange);
    const unsubscribe = this.notifications.subscribe(CHANNEL, onChange);
    return () => {
      this.listeners.delete(onChange);
      unsubscribe();
    };
  }
}
