import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scope, Transaction } from '../database.js';
import { joinTransaction } from './join-transaction.js';
import type { OpenTransaction } from './open-transaction.js';

const storage = new AsyncLocalStorage<Ambient>();

/** A transaction that every other one begun inside its work joins, instead of taking a connection of its own. */
export class Ambient {
  /** A savepoint undoes all that came after it, so those that join do so one after the other. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(readonly tx: OpenTransaction) {}

  /** Runs `work` with this transaction in force, and waits for what joined it, awaited or not. */
  async enclose<T>(work: () => Promise<T>): Promise<T> {
    const result = await storage.run(this, work);
    await this.last;
    return result;
  }

  join<T>(scope: Scope | undefined, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const turn = this.last.then(() =>
      joinTransaction(this.tx, scope, (inner) => new Ambient(inner).enclose(() => work(inner))),
    );
    this.last = turn.catch(() => {});
    return turn;
  }
}

/** The transaction to join; undefined outside one, and for what outlives the one it was begun in. */
export function ambientInForce(): Ambient | undefined {
  const ambient = storage.getStore();
  return ambient?.tx.over ? undefined : ambient;
}
