import pg from 'pg';
import { asProblem } from '../connection/failures.js';

/** Milliseconds that an inspection waits for a connection, and then for each answer. */
const PATIENCE_MS = 5000;

/**
 * Runs `work` on a connection of its own, which a pooler accepts too: it asks for nothing at its start.
 *
 * @throws Problem `database_unavailable`, `database_refused`; other failures as they are.
 */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'palier doctor',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw asProblem(error);
  } finally {
    await client.end().catch(() => {});
  }
}
