import type { MigrationClass } from '../migrations/migration-class.js';
import { withClient } from './with-client.js';

/** Which migrations a database had, against those that this version has. */
export interface MigrationFacts {
  /** To be applied, in their order. */
  pending: string[];
  /** Applied by another version, and unknown to this one. */
  unknown: string[];
}

/**
 * Changes nothing, unlike `migrate`.
 *
 * @param ownerUrl the database as its owner: nobody else reads the record
 * @throws Problem `database_unavailable`, `database_refused`
 */
export function inspectMigrations(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<MigrationFacts> {
  return withClient(ownerUrl, async (client) => {
    const { rows: record } = await client.query(`SELECT to_regclass('platform.migrations') IS NOT NULL AS kept`);
    const { rows } = record[0].kept
      ? await client.query<{ name: string }>('SELECT name FROM platform.migrations ORDER BY applied_at')
      : { rows: [] };
    const applied = new Set(rows.map(({ name }) => name));
    const known = new Set(migrations.map(({ name }) => name));
    return {
      pending: [...known].filter((name) => !applied.has(name)),
      unknown: [...applied].filter((name) => !known.has(name)),
    };
  });
}
