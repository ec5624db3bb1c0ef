import pg, { type Connection, type PoolClient, type QueryConfig, type QueryResult } from 'pg';

/**
 * Runs a query together with statements that are sent ahead of it. They share the query's Sync, and so its round trip: to
 * PostgreSQL and to poolers, what a client sends up to one Sync belongs together.
 *
 * Below, a line with > is one packet to the server, and < is what it answers; ReadyForQuery ends with the state of the
 * connection: I idle, T in a transaction, E in a failed one.
 *
 *     A read, or a transaction of one statement (one-trip.ts). There is no BEGIN: the Sync commits.
 *       > Bind scope, Execute, Bind a, Describe, Execute, Sync
 *       < CommandComplete, RowDescription, rows of a, CommandComplete, ReadyForQuery I
 *
 *     A transaction that begins with several statements (batch.ts).
 *       > Query "BEGIN; SET LOCAL …", Bind a, Describe, Execute, Bind b, Describe, Execute, Sync
 *       < CommandComplete of each part of the text, ReadyForQuery T
 *         RowDescription, rows of a, CommandComplete, RowDescription, rows of b, CommandComplete, ReadyForQuery T
 *       … more statements, each with a Sync of its own …
 *
 *     Its end (commit-with.ts). Without statements of `runAtCommit` it is Query "COMMIT".
 *       > Bind c, Execute, Bind platform.commit, Describe, Execute, Sync
 *       < CommandComplete, CommandComplete "COMMIT", ReadyForQuery I
 *
 * When a part fails, PostgreSQL answers ErrorResponse, skips everything up to the Sync, and answers ReadyForQuery:
 *
 *     without BEGIN        I: nothing was saved, and the connection is free
 *     between BEGIN and    E: every statement fails with 25P02 until ROLLBACK. A skipped COMMIT leaves the transaction open;
 *     COMMIT                  one that is sent behind a Sync of its own is answered as CommandComplete "ROLLBACK", not as an error
 *
 * What pg asks of the messages ahead, because it gives every answer up to ReadyForQuery to this one query:
 *
 * - No Sync is among them: its ReadyForQuery would end this query, and all later answers would go to the wrong ones.
 * - None parses a named statement: pg would note this query as the one that was prepared.
 * - Their rows are read by the `types` of this query.
 *
 * @param sendAhead writes the messages ahead; undefined for none
 * @param answerOf what the caller gets of the results, in the order of the statements, the query's last
 * @throws the error of the first statement that failed, as a rejection
 */
export function queryBehind<Answer>(
  client: PoolClient,
  config: QueryConfig<unknown[]>,
  sendAhead: ((connection: Connection) => void) | undefined,
  answerOf: (results: QueryResult[]) => Answer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query<object>(config, (error, results: QueryResult | QueryResult[]) => {
      if (error) reject(error);
      // pg gives an array when more than one statement was executed.
      else resolve(answerOf(Array.isArray(results) ? results : [results]));
    });
    if (sendAhead) submitBehind(query, sendAhead);
    client.query(query);
  });
}

/** Corks the stream, so that the messages ahead leave in the packet of the query. */
function submitBehind(query: pg.Query, sendAhead: (connection: Connection) => void): void {
  const { submit } = query;
  query.submit = (connection) => {
    connection.stream.cork();
    try {
      sendAhead(connection);
      return submit.call(query, connection);
    } finally {
      connection.stream.uncork();
    }
  };
}
