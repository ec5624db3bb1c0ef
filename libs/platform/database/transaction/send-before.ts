import type pg from 'pg';
import type { Connection } from 'pg';

/** Has `send` write messages before those of the query: in the same packet, and up to the same Sync. */
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
