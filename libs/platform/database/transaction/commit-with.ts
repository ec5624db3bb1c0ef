import type { Connection, PoolClient, QueryResult } from 'pg';
import type { Statement } from '../statement.js';
import { queryBehind } from './one-sync.js';

/** A statement of `runAtCommit` and its values. */
export interface AtCommit {
  statement: Statement<object, readonly (string | null)[]>;
  values: readonly (string | null)[];
}

const commit = { name: 'platform.commit', text: 'COMMIT' };

/**
 * Runs statements and COMMIT with one Sync (the third drawing of one-sync.ts). After a failure the transaction is still open.
 *
 * @param statements without rows, which need no description, all prepared on this connection
 * @returns the result of the COMMIT
 */
export function commitWith(client: PoolClient, statements: readonly AtCommit[]): Promise<QueryResult> {
  const sendAhead = (connection: Connection) => {
    for (const { statement, values } of statements) {
      connection.bind({ statement: statement.name, values: [...values] }, true);
      connection.execute({}, true);
    }
  };
  return queryBehind(client, commit, sendAhead, lastOf);
}

function lastOf(results: QueryResult[]): QueryResult {
  return results.at(-1) as QueryResult;
}
