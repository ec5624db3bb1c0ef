import { withClient } from './with-client.js';

/**
 * Runs one statement on a connection of its own, for at most five seconds each.
 *
 * @throws Problem `database_unavailable` while the server, or that behind a pooler, does not answer; `database_refused`
 */
export function reachDatabase(url: string): Promise<void> {
  return withClient(url, async (client) => void (await client.query('SELECT 1')));
}
