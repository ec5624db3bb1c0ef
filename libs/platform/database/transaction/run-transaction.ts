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
    tx.endFirstTurn(outcome);
    const result = await outcome;
    await tx.commit();
    return result;
  } catch (error) {
    failure = failureCode(error) === IN_FAILED_TRANSACTION ? (tx.failure ?? error) : error;
    await tx.rollBack('ROLLBACK');
    throw failure;
  } finally {
    releaseClient(client, failure);
  }
}

/** Releases a connection to the pool; one that is lost or may be in a transaction is closed. */
export function releaseClient(client: PoolClient, failure?: unknown): void {
  client.release(client.getTransactionStatus() !== 'I' || isConnectionLost(failure));
}
