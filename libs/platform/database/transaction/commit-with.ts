import pg, { type PoolClient, type QueryResult } from 'pg';
import type { Statement } from '../statement.js';
import { sendBefore } from './send-before.js';

/** A statement of `runAtCommit` and its values. */
export interface AtCommit {
  statement: Statement<object, readonly (string | null)[]>;
  values: readonly (string | null)[];
}

const commit = { name: 'platform.commit', text: 'COMMIT' };

/**
 * Runs statements and COMMIT with one Sync; `send-before.ts` draws it. PostgreSQL skips what follows a failed statement, so
 * that a failure leaves the transaction open.
 *
 * @param last statements without rows, which need no description, all prepared on this connection
 * @returns the result of the COMMIT
 */
export function commitWith(client: PoolClient, last: readonly AtCommit[]): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query<object>(commit, (error, results) => {
      // pg gives an array when more than one statement was executed.
      if (error) reject(error);
      else resolve((results as unknown as QueryResult[]).at(-1) as QueryResult);
    });
    sendBefore(query, (connection) => {
      for (const { statement, values } of last) {
        connection.bind({ statement: statement.name, values: [...values] }, true);
        connection.execute({}, true);
      }
    });
    client.query(query);
  });
}
