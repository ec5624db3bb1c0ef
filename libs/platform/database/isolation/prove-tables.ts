import { Client } from 'pg';
import type { Finding } from './finding.js';
import { proveCatalogue, readTables } from './prove-catalogue.js';
import { proveDeclarations } from './prove-declarations.js';
import { proveRows } from './prove-rows.js';

/**
 * Checks every table, grant, role and function of a database for tenant isolation.
 *
 * @param url the database as the application's role, whose access is checked
 * @param tenantIds tenants to act for, preferably with rows
 */
export async function proveTables(url: string, tenantIds: readonly string[]): Promise<Finding[]> {
  const client = new Client({ connectionString: url, application_name: 'palier-prover' });
  await client.connect();
  try {
    const tables = await readTables(client);
    return [
      ...(await proveDeclarations(client)),
      ...(await proveCatalogue(client, tables)),
      ...(await proveRows(client, tables, tenantIds)),
    ];
  } finally {
    await client.end();
  }
}
