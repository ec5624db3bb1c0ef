import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { readMigrations, readTables } from '../tables/read-catalog.js';

/** Tables into which migrations insert rows: an empty database has rows there. */
const seeded = new Set([
  'analytics.subject_collection',
  'platform.degradation',
  'platform.deployment',
  'platform.outbox_shards',
  'tenants.directory_version',
  'bullmq.migration',
]);

/**
 * Refuses a database that holds data. Call it in a transaction.
 *
 * @returns the applied migrations
 * @throws Problem `database_not_empty`
 */
export async function requireEmpty(connection: CopyConnection, database: string): Promise<string[]> {
  if (!(await connection.hasTable('platform.migrations'))) return [];
  const migrations = await readMigrations(connection);
  const tables = (await readTables(connection)).filter(({ name }) => !seeded.has(name));
  // The owner does not see the rows of tenants; the backup role does.
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  for (const { name } of tables) {
    const found = await connection.query<{ there: boolean }>(`SELECT EXISTS (SELECT FROM ${name}) AS there`);
    if (found[0]?.there) throw backupProblems.database_not_empty({ database, table: name });
  }
  await connection.query('RESET ROLE');
  return migrations;
}

/** Drops every schema of Palier, in a database that holds no data. */
export async function dropSchemas(connection: CopyConnection): Promise<void> {
  const schemas = await connection.query<{ name: string }>(
    "SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspowner = 'palier_owner'::regrole AND nspname <> 'public'",
  );
  if (schemas.length > 0) await connection.query(`DROP SCHEMA ${schemas.map(({ name }) => name).join(', ')} CASCADE`);
}
