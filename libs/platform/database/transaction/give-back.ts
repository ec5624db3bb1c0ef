import type { PoolClient } from 'pg';
import { isConnectionLost } from '../connection/failures.js';

/** Releases a connection to the pool; one that is lost or may be in a transaction is closed. */
export function giveBack(client: PoolClient, failure?: unknown): void {
  client.release(client.getTransactionStatus() !== 'I' || isConnectionLost(failure));
}
