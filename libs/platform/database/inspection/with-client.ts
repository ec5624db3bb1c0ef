import pg from 'pg';
import { asProblem } from '../connection/failures.js';

/** Milliseconds that an inspection waits for a connection, and for each answer. */
const TIMEOUT_MS = 5000;
/** Milliseconds that the question whether a server answers may take. */
const REACH_MS = 2000;

/**
 * Runs `work` on a separate connection without start parameters, so that a pooler accepts it too.
 *
 * @throws Problem `database_unavailable`, `database_refused`; other errors unchanged.
 */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'palier doctor',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
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

/**
 * Runs one statement on a connection of its own.
 *
 * @throws Problem `database_unavailable` while the server, or that behind a pooler, does not answer; `database_refused`
 */
export function reachDatabase(url: string): Promise<void> {
  return withClient(url, async (client) => void (await client.query('SELECT 1')), REACH_MS);
}
