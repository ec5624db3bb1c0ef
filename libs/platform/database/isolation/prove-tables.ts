import type { Client } from 'pg';
import { withClient } from '../connection/with-client.js';
import type { Finding } from './finding.js';
import { proveCatalogue, readTables } from './prove-catalogue.js';
import { proveDeclarations } from './prove-declarations.js';
import { findUsers, provePersons, proving } from './prove-persons.js';
import { proveRows } from './prove-rows.js';

/**
 * Checks every table, grant, role and function of a database for the isolation of tenants, and of the persons of a tenant.
 *
 * @param url the database as the application's role, whose access is checked
 * @param tenantIds tenants to act for, preferably with rows
 * @param ownerUrl the same database as its owner, to act for users who have rows; without it only for users who have none
 */
export function proveTables(url: string, tenantIds: readonly string[], ownerUrl?: string): Promise<Finding[]> {
  const prove = async (client: Client) => {
    const tables = await readTables(client);
    const users = ownerUrl ? await findUsers(ownerUrl, tables, tenantIds) : [];
    return [
      ...(await proveDeclarations(client)),
      ...(await proveCatalogue(client, tables)),
      ...(await proveRows(client, tables, tenantIds)),
      ...(await provePersons(client, tables, tenantIds, users)),
    ];
  };
  return withClient(url, prove, proving);
}
