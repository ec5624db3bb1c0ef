import { CopyConnection } from '#platform/database';
import type { Archive } from '../archive/archive.js';
import { backupProblems } from '../backup.errors.js';
import { type FileTarget, type RestoredFiles, restoreFiles } from '../files/restore-files.js';
import { storeErasures } from '../keys/listed-erasures.js';
import { type LoadedTable, loadDatabase } from '../loading/load-database.js';
import type { RowSource } from '../tables/table.js';
import { dropSchemas, requireEmpty } from './require-empty.js';
import { databaseOf } from './server.js';

/** Creates the tables of Palier in an empty database; the entry point supplies its migrations. */
export interface Schema {
  /** The names of all migrations of this version, in order. */
  readonly migrations: readonly string[];
  /** Applies those of the named migrations that the database lacks. */
  migrate(ownerUrl: string, names: readonly string[]): Promise<void>;
}

/** What was restored. */
export interface Restored {
  readonly tables: readonly LoadedTable[];
  readonly files?: RestoredFiles;
}

/**
 * Restores an archive into an empty database: first its files, which no row refers to yet, and the erasures that the keys file
 * lists, then the migrations of the archive, its rows, and last the migrations that are newer.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @param target where the files go; left out, they are only checked
 * @param keys the keys file
 * @throws Problem `archive_of_other_version`, `archive_entry_altered`, `database_not_empty`, and those of `loadDatabase`
 * and `restoreFiles`
 */
export async function restoreArchive(
  archive: Archive,
  ownerUrl: string,
  schema: Schema,
  target?: FileTarget,
  keys?: RowSource,
): Promise<Restored> {
  const { file, manifest } = archive;
  const unknown = manifest.migrations.find((name) => !schema.migrations.includes(name));
  if (unknown) throw backupProblems.archive_of_other_version({ file, migration: unknown });
  // First: in the middle of the load, damage would appear as an unclear error of the server.
  await archive.check();
  await prepare(ownerUrl, manifest.migrations);
  const files = target && (await restoreFiles(archive, target));
  if (target && keys) await listErasures(ownerUrl, archive, target, keys);
  await schema.migrate(ownerUrl, manifest.migrations);
  const tables = await loadDatabase(ownerUrl, archive, keys);
  await schema.migrate(ownerUrl, schema.migrations);
  // Otherwise the planner has no statistics until autovacuum runs.
  await CopyConnection.use(ownerUrl, (owner) => owner.query('ANALYZE'));
  return { tables, files };
}

/** @throws Problem `archive_of_other_kind` (422) unless it is the archive of a deployment */
export function requireDeployment({ file, manifest: { kind } }: Archive): void {
  if (kind === 'deployment') return;
  const command = kind === 'keys' ? 'palier restore … --keys' : 'palier tenant import';
  throw backupProblems.archive_of_other_kind({ file, kind, command });
}

/** Drops the schemas of an empty database that has migrations which the archive lacks. */
function prepare(ownerUrl: string, migrations: readonly string[]): Promise<void> {
  return CopyConnection.use(ownerUrl, (connection) =>
    connection.transaction('BEGIN', async () => {
      const had = await requireEmpty(connection, databaseOf(ownerUrl));
      if (had.some((name) => !migrations.includes(name))) await dropSchemas(connection);
    }),
  );
}

/** Before there are rows: a start between the two would not find what these lack. */
async function listErasures(
  ownerUrl: string,
  { manifest: { deployment } }: Archive,
  target: FileTarget,
  keys: RowSource,
): Promise<void> {
  if (!deployment) return;
  return CopyConnection.use(ownerUrl, (connection) =>
    connection.transaction('BEGIN', () => storeErasures(connection, keys, deployment, target)),
  );
}
