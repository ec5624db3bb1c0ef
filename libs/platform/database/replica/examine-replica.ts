import type { ClientBase } from 'pg';
import { databaseProblems } from '../database.errors.js';
import { refuseDanger } from '../roles/refuse-dangerous-role.js';

/** Which database of which cluster: the same on a primary and its replicas. */
export interface Identity {
  readonly cluster: string;
  readonly database: string;
}

const identity = `
  SELECT (SELECT system_identifier::text FROM pg_control_system()) AS cluster,
         (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database,
         pg_is_in_recovery() AS "inRecovery"`;

/** Of the database behind a connection. */
export async function identityOf(client: ClientBase): Promise<Identity & { readonly inRecovery: boolean }> {
  const { rows } = await client.query<Identity & { inRecovery: boolean }>(identity);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL does not say which database this is.');
  return row;
}

/**
 * Refuses a server of DATABASE_READ_URL that is no replica of the primary, and a role to which row level security does not apply.
 *
 * @throws Problem `replica_of_other_database`, `replica_is_primary`, `dangerous_role`
 */
export async function refuseOtherThanReplica(client: ClientBase, primary: Identity): Promise<void> {
  const { cluster, database, inRecovery } = await identityOf(client);
  if (cluster !== primary.cluster || database !== primary.database) throw databaseProblems.replica_of_other_database();
  if (!inRecovery) throw databaseProblems.replica_is_primary();
  await refuseDanger(client, 'DATABASE_READ_URL');
}
