import type { PoolClient } from 'pg';
import { failureCode, isConnectionLost } from '../connection/failures.js';
import type { Transaction } from '../database.js';
import type { OpenTransaction } from './open-transaction.js';

/** PostgreSQL's answer to every statement after one that failed, which says less than that one's. */
const IN_FAILED_TRANSACTION = '25P02';

/**
 * Runs `work` in a transaction and releases the connection. `first-turn.ts` says what is sent, and in how many round trips.
 *
 * @throws errors of `work`, after a rollback; the first failed statement when `work` hid it.
 */
export async function runTransaction<T>(
  client: PoolClient,
  tx: OpenTransaction,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let failure: unknown;
  try {
    const outcome = work(tx);
    tx.sendFirstTurn(outcome);
    const result = await outcome;
    await commit(tx);
    return result;
  } catch (error) {
    failure = failureCode(error) === IN_FAILED_TRANSACTION ? (tx.failure ?? error) : error;
    tx.end();
    // Queued after any statement under way, so that it is awaited too.
    if (tx.begun) await client.query('ROLLBACK').catch(() => {});
    throw failure;
  } finally {
    releaseClient(client, failure);
  }
}

async function commit(tx: OpenTransaction): Promise<void> {
  const committing = tx.commit();
  tx.end();
  const committed = await committing;
  // PostgreSQL executes the COMMIT of a failed transaction as ROLLBACK, without an error.
  if (committed && committed.command !== 'COMMIT')
    throw tx.failure ?? new Error('PostgreSQL rolled the transaction back.');
}

/** Releases a connection to the pool; one that is lost or may be in a transaction is closed. */
export function releaseClient(client: PoolClient, failure?: unknown): void {
  client.release(client.getTransactionStatus() !== 'I' || isConnectionLost(failure));
}
