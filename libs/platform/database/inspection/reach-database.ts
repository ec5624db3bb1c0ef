import { withClient } from './with-client.js';

/** Milliseconds that the connection may take, and then the statement. */
const TIMEOUT_MS = 2000;

/**
 * Runs one statement on a connection of its own.
 *
 * @throws Problem `database_unavailable` while the server, or that behind a pooler, does not answer; `database_refused`
 */
export function reachDatabase(url: string): Promise<void> {
  return withClient(url, async (client) => void (await client.query('SELECT 1')), TIMEOUT_MS);
}
