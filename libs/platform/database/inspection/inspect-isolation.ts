import { withClient } from '../connection/with-client.js';
import type { Finding } from '../isolation/finding.js';
import { proveCatalogue, readTables } from '../isolation/prove-catalogue.js';
import { proveDeclarations } from '../isolation/prove-declarations.js';

/**
 * Checks declarations, tables, policies, grants, roles and functions in the catalogue: the part of `proveTables` that acts
 * for no tenant and reads no rows.
 *
 * @param url the database as the application's role, whose access is checked
 * @throws Problem `database_unavailable`, `database_refused`
 */
export function inspectIsolation(url: string): Promise<Finding[]> {
  return withClient(url, async (client) => [
    ...(await proveDeclarations(client)),
    ...(await proveCatalogue(client, await readTables(client))),
  ]);
}
