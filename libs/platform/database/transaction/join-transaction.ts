import type { Scope } from '../database.js';
import type { Statement } from '../statement.js';
import type { OpenTransaction } from './open-transaction.js';
import { scopeText } from './scope.js';

let made = 0;

/** A unique name, so that a rollback never goes to a nested savepoint of the same name. */
function newSavepoint(): string {
  made += 1;
  return `joined_${made}`;
}

/** A rollback to the savepoint restores the settings of that time too, and so the outer scope. */
function undo(savepoint: string): string {
  return `ROLLBACK TO SAVEPOINT ${savepoint}; RELEASE SAVEPOINT ${savepoint}`;
}

/**
 * Runs `work` inside another transaction, in its own scope and on a savepoint to which a failure rolls back.
 * Its after-commit actions run after the commit of the outer transaction.
 *
 * @throws errors of `work`, after which the outer transaction is usable; the first failed statement when `work`
 * hid it.
 */
export async function joinTransaction<T>(
  outer: OpenTransaction,
  scope: Scope | undefined,
  work: (tx: OpenTransaction) => Promise<T>,
): Promise<T> {
  const savepoint = newSavepoint();
  const tx = outer.inside(scope, `SAVEPOINT ${savepoint}; ${scopeText(scope)}`);
  outer.inner = tx;
  try {
    const result = await work(tx);
    await tx.leave(`RELEASE SAVEPOINT ${savepoint}; ${scopeText(outer.scope)}`);
    outer.actions.push(...tx.actions);
    return result;
  } catch (error) {
    await tx.rollBack(undo(savepoint));
    throw error;
  } finally {
    outer.inner = undefined;
  }
}

/** Runs one reading statement inside another transaction. Savepoint, statement and rollback are sent together, so that no other statement can come between. */
export async function readInside<Row extends object>(
  outer: OpenTransaction,
  scope: Scope | undefined,
  statement: Statement<Row, readonly unknown[]>,
  values: readonly unknown[],
): Promise<Row[]> {
  const savepoint = newSavepoint();
  const tx = outer.inside(scope, `SAVEPOINT ${savepoint}; ${scopeText(scope)}; SET LOCAL transaction_read_only = on`);
  const rows = tx.run(statement, ...values);
  const closed = tx.control(undo(savepoint));
  tx.end();
  const [answer] = await Promise.allSettled([rows, closed]);
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}
