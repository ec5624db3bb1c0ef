import pg, { type PoolClient, type QueryResult } from 'pg';
import type { Scope } from '../database.js';
import type { Statement } from '../statement.js';
import { scopeStatements, scopeValues } from './scope.js';

/**
 * Runs one statement as a whole transaction, in one round trip. What a client sends up to one Sync
 * is one transaction to PostgreSQL, so the scope goes ahead of the statement without BEGIN or
 * COMMIT: one ready answer instead of three, and nothing to parse.
 *
 * @param mode `read` makes PostgreSQL refuse to write
 */
export function inOneTrip<Row extends object>(
  client: PoolClient,
  mode: keyof typeof scopeStatements,
  scope: Scope | undefined,
  { name, text }: Statement<Row, readonly unknown[]>,
  values: readonly unknown[],
): Promise<Row[]> {
  const settings = scope && scopeValues(scope);
  return new Promise((resolve, reject) => {
    const query = new pg.Query<Row>({ name, text, values: [...values] }, (error, results) => {
      if (error) reject(error);
      else resolve(lastOf(results).rows);
    });
    if (settings) sendBefore(query, scopeStatements[mode].name, settings);
    client.query(query);
  });
}

/** Binds and executes a prepared statement ahead of the query, in the same packet. */
function sendBefore(query: pg.Query, statement: string, values: string[]): void {
  const { submit } = query;
  query.submit = (connection) => {
    connection.stream.cork();
    try {
      connection.bind({ statement, values }, true);
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
