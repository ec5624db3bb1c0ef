import type { Connection, PoolClient, QueryResult } from 'pg';
import type { Statement } from '../statement.js';
import { queryBehind } from './one-sync.js';
import { queryOf } from './query-of.js';
import type { Ahead } from './scope.js';

/**
 * Runs one statement as a transaction, in one round trip without BEGIN and COMMIT (the first drawing of one-sync.ts).
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
  const config = { ...queryOf(statement, values, named), queryMode: 'extended' };
  return queryBehind(client, config, ahead && ((connection) => setScope(connection, ahead, named)), rowsOfLast<Row>);
}

/** Returns no row and is not described, so that all rows are those of the statement behind it. */
function setScope(connection: Connection, { statement: { name, text }, values }: Ahead, named: boolean): void {
  if (!named) connection.parse({ name: '', text, types: [] }, true);
  connection.bind({ statement: named ? name : '', values }, true);
  connection.execute({}, true);
}

function rowsOfLast<Row extends object>(results: QueryResult[]): Row[] {
  return results.at(-1)?.rows ?? [];
}
