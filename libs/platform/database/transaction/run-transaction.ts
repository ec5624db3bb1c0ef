import type { PoolClient } from 'pg';
import type { Transaction } from '../database.js';
import { giveBack } from './give-back.js';
import type { OpenTransaction } from './open-transaction.js';

/**
 * Runs `work` in a transaction, from BEGIN, sent with its first statement, to COMMIT, and gives
 * the connection back. Work that is one statement, `tx => tx.run(…)`, takes one round trip: nothing
 * can come after the answer that it returns, so there is nothing to wait for before the commit.
 *
 * @throws whatever `work` threw, after a rollback; the first failed statement when `work` hid it.
 */
export async function runTransaction<T>(
  client: PoolClient,
  tx: OpenTransaction,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let failure: unknown;
  try {
    const outcome = work(tx);
    if (tx.isWhole(outcome)) tx.sendWhole();
    else tx.sendHeld();
    const result = await outcome;
    tx.end();
    if (tx.begun) await commit(client, tx, tx.begun);
    return result;
  } catch (error) {
    failure = error;
    tx.end();
    // Queued behind whatever is still under way, so its answer ends that too.
    if (tx.begun) await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    giveBack(client, failure);
  }
}

async function commit(client: PoolClient, tx: OpenTransaction, begun: Promise<unknown>): Promise<void> {
  const [{ command }] = await Promise.all([client.query('COMMIT'), begun]);
  // PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK, and no error.
  if (command !== 'COMMIT') throw tx.failure ?? new Error('PostgreSQL rolled the transaction back.');
}
