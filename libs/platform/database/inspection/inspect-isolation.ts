import type { Finding } from '../isolation/finding.js';
import { proveCatalogue, readTables } from '../isolation/prove-catalogue.js';
import { withClient } from './with-client.js';

/**
 * What the catalogue says of tables, policies, grants, roles and functions: the part of
 * `proveTables` that takes no tenant's part and reads no row.
 *
 * @param url the application's role: what it can do is what is proven
 * @throws Problem `database_unavailable`, `database_refused`
 */
export function inspectIsolation(url: string): Promise<Finding[]> {
  return withClient(url, async (client) => proveCatalogue(client, await readTables(client)));
}
