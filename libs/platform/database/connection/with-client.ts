import pg from 'pg';
import { asProblem } from './failures.js';

/** Milliseconds that a caller waits for a connection, and for each answer. */
const TIMEOUT_MS = 5000;
/** Milliseconds that the question whether a server answers may take. */
const REACH_MS = 2000;

interface ClientOptions {
  readonly name?: string;
  /** Milliseconds to wait for the connection. */
  readonly connectMs?: number;
  /** Milliseconds to wait for each answer; 0 where a statement may take as long as it needs. */
  readonly answerMs?: number;
}

/**
 * Runs `work` on a separate connection without start parameters, so that a pooler accepts it too.
 *
 * @throws Problem `database_unavailable`, `database_refused`; other errors unchanged.
 */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  { name = 'palier doctor', connectMs = TIMEOUT_MS, answerMs = TIMEOUT_MS }: ClientOptions = {},
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
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
  const options = { connectMs: REACH_MS, answerMs: REACH_MS };
  return withClient(url, async (client) => void (await client.query('SELECT 1')), options);
}
