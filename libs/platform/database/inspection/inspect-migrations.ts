import type pg from 'pg';
import type { Migration } from '../catalogue/migration.js';
import { withClient } from '../connection/with-client.js';
import { type AppliedText, changedFiles } from '../functions/apply-functions.js';
import { type FunctionFile, functionFiles } from '../functions/function-files.js';

/** The applied migrations and functions of a database, compared with those of this version. */
export interface MigrationFacts {
  /** To be applied, in order: migrations, then files of functions. */
  pending: string[];
  /** Applied by another version; this version lacks them. */
  unknown: string[];
}

/**
 * Compares the applied migrations and functions with those of this version; changes nothing.
 *
 * @param ownerUrl the database as its owner, the only role that may read the record
 * @throws Problem `database_unavailable`, `database_refused`
 */
export function inspectMigrations(ownerUrl: string, migrations: readonly Migration[]): Promise<MigrationFacts> {
  return withClient(ownerUrl, async (client) => {
    const { rows: record } = await client.query(`SELECT to_regclass('platform.migrations') IS NOT NULL AS kept`);
    const { rows } = record[0].kept
      ? await client.query<{ name: string }>('SELECT name FROM platform.migrations ORDER BY applied_at')
      : { rows: [] };
    const applied = new Set(rows.map(({ name }) => name));
    const known = new Set(migrations.map(({ name }) => name));
    const pending = [...known].filter((name) => !applied.has(name));
    const unknown = [...applied].filter((name) => !known.has(name));
    // A newer version made its functions: this one applies none.
    const functions = unknown.length > 0 ? [] : await changedFunctions(client);
    return { pending: [...pending, ...functions.map(({ name }) => name)], unknown };
  });
}

async function changedFunctions(client: pg.Client): Promise<FunctionFile[]> {
  const { rows: record } = await client.query(`SELECT to_regclass('platform.function_files') IS NOT NULL AS kept`);
  const { rows } = record[0].kept
    ? await client.query<AppliedText>('SELECT name, digest FROM platform.function_files')
    : { rows: [] };
  return changedFiles(rows, functionFiles());
}
