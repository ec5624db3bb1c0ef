import pg, { type PoolClient, type QueryResult } from 'pg';
import type { Statement } from '../statement.js';
import type { Ahead } from './scope.js';

/**
 * Runs one statement as a whole transaction, in one round trip. What a client sends up to one Sync
 * is one transaction to PostgreSQL, and to a pooler, so the scope goes ahead of the statement
 * without BEGIN or COMMIT: one ready answer instead of three.
 *
 * @param ahead what puts the scope in force
 * @param named whether both statements stay prepared on the connection, and there is nothing to parse
 */
export function inOneTrip<Row extends object>(
  client: PoolClient,
  ahead: Ahead | undefined,
  { name, text }: Statement<Row, readonly unknown[]>,
  values: readonly unknown[],
  named: boolean,
): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const config = { name: named ? name : undefined, text, values: [...values], queryMode: 'extended' };
    const query = new pg.Query<Row>(config, (error, results) => {
      if (error) reject(error);
      else resolve(lastOf(results).rows);
    });
    if (ahead) sendBefore(query, ahead, named);
    client.query(query);
  });
}

/** Binds and executes a statement ahead of the query, in the same packet. */
function sendBefore(query: pg.Query, { statement: { name, text }, values }: Ahead, named: boolean): void {
  const { submit } = query;
  query.submit = (connection) => {
    connection.stream.cork();
    try {
      if (!named) connection.parse({ name: '', text, types: [] }, true);
      connection.bind({ statement: named ? name : '', values }, true);
      connection.execute({}, true);
      return submit.call(query, connection);
    } finally {
      connection.stream.uncork();
    }
  };
}

/** pg answers an array when more than one statement was executed. */
function lastOf<Row extends object>(results: QueryResult<Row> | QueryResult<Row>[]): QueryResult<Row> {
  return Array.isArray(results) ? (results.at(-1) as QueryResult<Row>) : results;
}
