import pg, { type Connection, type PoolClient, type QueryResult } from 'pg';
import type { Statement } from '../statement.js';
import { queryOf } from './query-of.js';
import type { Ahead } from './scope.js';
import { sendBefore } from './send-before.js';

/**
 * Runs one statement as a transaction, in one round trip. PostgreSQL and poolers treat everything up to one
 * Sync as one transaction, so the scope is set before the statement without BEGIN and COMMIT; `send-before.ts` draws it.
 *
 * @param ahead the statement that sets the scope
 * @param named whether both statements are prepared on the connection and need no parsing
 */
export function inOneTrip<Row extends object>(
  client: PoolClient,
  ahead: Ahead | undefined,
  statement: Statement<Row, readonly unknown[]>,
  values: readonly unknown[],
  named: boolean,
): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const config = { ...queryOf(statement, values, named), queryMode: 'extended' };
    const query = new pg.Query<Row>(config, (error, results) => {
      if (error) reject(error);
      else resolve(lastOf(results).rows);
    });
    if (ahead) sendBefore(query, (connection) => setScope(connection, ahead, named));
    client.query(query);
  });
}

function setScope(connection: Connection, { statement: { name, text }, values }: Ahead, named: boolean): void {
  if (!named) connection.parse({ name: '', text, types: [] }, true);
  connection.bind({ statement: named ? name : '', values }, true);
  connection.execute({}, true);
}

/** pg returns an array when more than one statement was executed. */
function lastOf<Row extends object>(results: QueryResult<Row> | QueryResult<Row>[]): QueryResult<Row> {
  return Array.isArray(results) ? (results.at(-1) as QueryResult<Row>) : results;
}
