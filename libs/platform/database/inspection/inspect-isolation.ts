import type { Finding } from '../isolation/prove-catalogue.js';
import { proveCatalogue, readTables } from '../isolation/prove-catalogue.js';
import { withClient } from './with-client.js';

/**
 * Checks tables, policies, grants, roles and functions in the catalogue: the part of `proveTables` that acts
 * for no tenant and reads no rows.
 *
 * @param url the database as the application's role, whose access is checked
 * @throws Problem `database_unavailable`, `database_refused`
 */
export function inspectIsolation(url: string): Promise<Finding[]> {
  return withClient(url, async (client) => proveCatalogue(client, await readTables(client)));
}
