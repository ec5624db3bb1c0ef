import pg, { type Connection, type PoolClient, type QueryResult } from 'pg';
import type { Statement } from '../statement.js';
import { queryBehind } from './one-sync.js';
import { queryOf } from './query-of.js';

/** A statement and its values. */
export interface Bound {
  statement: Statement<object, readonly unknown[]>;
  values: readonly unknown[];
}

/** A pg connection with its prepared statements by name, which pg's types leave out. */
type Prepared = Connection & { parsedStatements: Readonly<Record<string, string>> };

/** Whether these statements can share one Sync (one-sync.ts): all are prepared on the connection, and read times alike. */
export function canShareSync(client: PoolClient, batch: readonly Pick<Bound, 'statement'>[]): boolean {
  const { parsedStatements } = client.connection as Prepared;
  const asText = batch[0]?.statement.timesAsText;
  return batch.every(
    ({ statement: { name, text, timesAsText } }) => parsedStatements[name] === text && timesAsText === asText,
  );
}

/**
 * Runs statements with one Sync instead of one each (the second drawing of one-sync.ts).
 *
 * @param batch two or more statements that can share one Sync
 * @returns the rows of each statement; a failure of one rejects for all
 */
export function sendBatch(client: PoolClient, batch: readonly Bound[]): Promise<object[][]> {
  const queries = batch.map(({ statement, values }) => queryOf(statement, values, true));
  const last = queries.pop();
  if (!last) throw new Error('A batch has statements.');
  const sendAhead = (connection: Connection) => {
    for (const query of queries) withoutSync(new pg.Query<object>(query)).submit(connection);
  };
  return queryBehind(client, last, sendAhead, rowsOfEach);
}

/** A query that pg writes as usual, but for its Sync. */
function withoutSync(query: pg.Query): pg.Query {
  return Object.assign(query, { _getRows: (connection: Connection) => connection.execute({}, true) });
}

function rowsOfEach(results: QueryResult[]): object[][] {
  return results.map(({ rows }) => rows);
}
