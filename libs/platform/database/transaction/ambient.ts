import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scope, Transaction } from '../database.js';
import { joinTransaction } from './join-transaction.js';
import { OpenTransaction } from './open-transaction.js';

/** Of the innermost transaction: one that is not ambient is none that others join. */
const storage = new AsyncLocalStorage<Ambient | OpenTransaction>();

/** A transaction that every other transaction within its work joins, instead of taking a connection. */
export class Ambient {
  /** Joined transactions run one after the other, because a rollback to a savepoint undoes everything after it. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(readonly tx: OpenTransaction) {}

  /** Runs `work` with this as the ambient transaction, and waits for every joined access, awaited or not. */
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

/** The ambient transaction to join; undefined outside one, and once it is over. */
export function ambientInForce(): Ambient | undefined {
  const ambient = storage.getStore();
  return ambient instanceof Ambient && !ambient.tx.over ? ambient : undefined;
}

/** Runs the work of a transaction that is not ambient, within which others take a connection of their own. */
export function holding<T>(tx: OpenTransaction, work: () => T): T {
  return storage.run(tx, work);
}

/** Whether this runs within the work of a transaction, which keeps its connection until that has ended. */
export function holdsConnection(): boolean {
  const innermost = storage.getStore();
  return innermost instanceof OpenTransaction && !innermost.over;
}
