import type pg from 'pg';
import type { Connection } from 'pg';

/**
 * Has `send` write messages before those of the query: in the same packet, and up to the same Sync. Statements share a round
 * trip in three places, here with prepared statements (others are preceded by Parse):
 *
 *     one-trip.ts      Bind scope, Execute   Bind a, Describe, Execute         Sync      no BEGIN: all up to Sync is a transaction
 *     batch.ts         Bind a, Describe, Execute   Bind b, Describe, Execute   Sync      behind BEGIN, which is a message before
 *     commit-with.ts   Bind x, Execute       Bind COMMIT, Describe, Execute    Sync      in an open transaction
 *
 * PostgreSQL answers in this order: for each statement what was asked for (BindComplete, RowDescription, rows,
 * CommandComplete), then ReadyForQuery, once. pg's query, the last one, receives all of it and gives an array of results, one
 * for each statement. It reads the values of all with its own `types`.
 *
 * A statement that fails is answered by one error. PostgreSQL then skips all messages up to Sync, so that what is behind it
 * did not happen, COMMIT included. Afterwards the connection is
 *
 *     one-trip.ts      idle: the implicit transaction is rolled back
 *     batch.ts         in a failed transaction, which accepts only ROLLBACK
 *     commit-with.ts   the same
 */
export function sendBefore(query: pg.Query, send: (connection: Connection) => void): void {
  const { submit } = query;
  query.submit = (connection) => {
    connection.stream.cork();
    try {
      send(connection);
      return submit.call(query, connection);
    } finally {
      connection.stream.uncork();
    }
  };
}
