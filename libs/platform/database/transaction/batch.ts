import pg, { type Connection, type PoolClient, type QueryResult } from 'pg';
import type { Statement } from '../statement.js';
import { queryOf } from './query-of.js';
import { sendBefore } from './send-before.js';

/** A statement and its values. */
export interface Bound {
  statement: Statement<object, readonly unknown[]>;
  values: readonly unknown[];
}

/** A pg connection with its prepared statements by name, which pg's types leave out. */
type Prepared = Connection & { parsedStatements: Readonly<Record<string, string>> };

/**
 * Whether all statements are prepared on this connection, so that none needs parsing, and give times in the same form: pg
 * reads the rows of all as it reads those of the last one.
 */
export function canShareSync(client: PoolClient, batch: readonly Pick<Bound, 'statement'>[]): boolean {
  const { parsedStatements } = client.connection as Prepared;
  const timesAsText = batch[0]?.statement.timesAsText;
  return batch.every(
    ({ statement }) => parsedStatements[statement.name] === statement.text && statement.timesAsText === timesAsText,
  );
}

/**
 * Runs prepared statements with one Sync instead of one each; `send-before.ts` draws what travels.
 *
 * @param batch two or more statements, for which `canShareSync` holds
 * @returns the rows of each statement; a failure of one rejects for all
 */
export function sendBatch(client: PoolClient, batch: readonly Bound[]): Promise<object[][]> {
  const queries = batch.map(({ statement, values }) => queryOf(statement, values, true));
  const last = queries.pop();
  if (!last) throw new Error('A batch has statements.');
  return new Promise((resolve, reject) => {
    const query = new pg.Query(last, (error, results) => {
      // pg gives an array when more than one statement was executed.
      if (error) reject(error);
      else resolve((results as unknown as QueryResult<object>[]).map(({ rows }) => rows));
    });
    sendBefore(query, (connection) => {
      for (const ahead of queries) withoutSync(new pg.Query<object>(ahead)).submit(connection);
    });
    client.query(query);
  });
}

/** A query whose results are read by the query that is sent after it. */
function withoutSync(query: pg.Query): pg.Query {
  return Object.assign(query, { _getRows: (connection: Connection) => connection.execute({}, true) });
}
