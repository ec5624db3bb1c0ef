import pg, { type Connection, type PoolClient, type QueryResult } from 'pg';
import type { Statement } from '../statement.js';

/** A statement and its values. */
export interface Bound {
  statement: Statement<object, readonly unknown[]>;
  values: readonly unknown[];
}

/** What pg remembers of a connection and its types leave out: the texts by their names. */
type Prepared = Connection & { parsedStatements: Readonly<Record<string, string>> };

/** Whether PostgreSQL has all of them prepared on this connection, so that a batch needs no parsing. */
export function arePrepared(client: PoolClient, batch: readonly Bound[]): boolean {
  const { parsedStatements } = client.connection as Prepared;
  return batch.every(({ statement: { name, text } }) => parsedStatements[name] === text);
}

/**
 * Runs prepared statements behind one Sync, which is one answer to read and one command to end
 * instead of one each: an audit line and an outbox row then cost their insertion and little more.
 *
 * @param batch two or more, all prepared on this connection
 * @returns the rows of each; one that fails fails all
 */
export function sendBatch(client: PoolClient, batch: readonly Bound[]): Promise<object[][]> {
  const queries = batch.map(({ statement: { name, text }, values }) => ({ name, text, values: [...values] }));
  const last = queries.pop();
  if (!last) throw new Error('A batch has statements.');
  return new Promise((resolve, reject) => {
    const query = new pg.Query(last, (error, results) => {
      // pg gives an array when more than one statement was executed.
      if (error) reject(error);
      else resolve((results as unknown as QueryResult<object>[]).map(({ rows }) => rows));
    });
    const { submit } = query;
    query.submit = (connection) => {
      connection.stream.cork();
      try {
        for (const ahead of queries) withoutSync(new pg.Query<object>(ahead)).submit(connection);
        return submit.call(query, connection);
      } finally {
        connection.stream.uncork();
      }
    };
    client.query(query);
  });
}

/** A query whose answers are read by the one that is sent after it. */
function withoutSync(query: pg.Query): pg.Query {
  return Object.assign(query, { _getRows: (connection: Connection) => connection.execute({}, true) });
}
