import type { PoolClient } from 'pg';
import { isConnectionLost } from '../connection/failures.js';

/** Gives a connection back to the pool; one that is lost, or perhaps inside a transaction, is closed. */
export function giveBack(client: PoolClient, failure?: unknown): void {
  client.release(client.getTransactionStatus() !== 'I' || isConnectionLost(failure));
}
