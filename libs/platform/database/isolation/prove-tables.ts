import { Client } from 'pg';
import type { Finding } from './finding.js';
import { proveCatalogue, readTables } from './prove-catalogue.js';
import { proveRows } from './prove-rows.js';

/**
 * Proves, over every table, grant, role and function of a database, that no tenant sees another.
 *
 * @param url the application's role: what it can do is what is proven
 * @param tenantIds tenants whose part is taken, best those that own rows
 */
export async function proveTables(url: string, tenantIds: readonly string[]): Promise<Finding[]> {
  const client = new Client({ connectionString: url, application_name: 'palier-prover' });
  await client.connect();
  try {
    const tables = await readTables(client);
    return [...(await proveCatalogue(client, tables)), ...(await proveRows(client, tables, tenantIds))];
  } finally {
    await client.end();
  }
}
