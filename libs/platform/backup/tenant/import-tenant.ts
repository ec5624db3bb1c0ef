import { CopyConnection } from '#platform/database';
import { newId } from '#platform/ids';
import type { Archive } from '../archive/archive.js';
import { type ArchivedTenant, entryOf } from '../archive/manifest.js';
import { backupProblems } from '../backup.errors.js';
import { type FileTarget, type RestoredFiles, restoreFiles } from '../files/restore-files.js';
import { matchColumns } from '../loading/match-tables.js';
import { readTables } from '../tables/read-catalog.js';
import type { RowSource, Table } from '../tables/table.js';
import type { TextCleaners } from './clean-staged.js';
import { eraseAgain } from './erase-again.js';
import { insertStaged } from './insert-staged.js';
import { requireImportable, requireOriginal, tenantOf } from './require-importable.js';
import { type StagedTable, stageTable } from './stage-table.js';
import { arrivesWithTenant, leavesWithTenant, REGISTRY, withLeavingColumns } from './tenant-tables.js';

/** An imported tenant, with its id and slug in this deployment. */
export interface ImportedTenant extends ArchivedTenant {
  /** The number of rows of all its tables. */
  readonly rows: number;
  readonly files: RestoredFiles;
  /** Keys that the keys file lacks: what they sealed cannot be read. */
  readonly withoutKey: number;
  /** Persons who were erased from the tenant since the archive was written, and are erased again. */
  readonly erased: number;
}

/** How a tenant is imported. */
export interface TenantImport {
  /** The proven address of a user of the tenant in force, as SQL; its only parameter is the id of the user. */
  readonly provenAddress: string;
  /** Counts anew what the tenant in force uses, in the transaction of the import: rows do not arrive, or are erased again. */
  readonly recount: (connection: CopyConnection) => Promise<void>;
  /** How contexts clean the texts of rows that it brings. */
  readonly cleaners: TextCleaners;
  /** The slug of the copy, where it stands beside the original. */
  readonly slug?: string;
  /**
   * The slug of the living tenant from whose storage the operator lets a copy have files that the archive only lists; by
   * default they are missing.
   */
  readonly filesOf?: string;
  readonly keys?: RowSource;
}

/**
 * Validates a tenant by the rules of its registry; throws a problem when they do not hold.
 *
 * @param row the row of the registry as it would be inserted, by column name
 */
export type CheckRow = (row: Readonly<Record<string, unknown>>) => void;

/**
 * Takes a tenant's archive into a living deployment, whole or not at all: its rows, and its files before them. With a slug it stands beside
 * the living tenant, if there is one: it gets an id of its own, which every row then carries, and
 * all other ids stay, since they count within a tenant. What is not taken in is said by the declarations of the
 * tables, `notImported`, and for one that stands beside another `notCopied`.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @param target where its files go, under the id that the tenant has here
 * @throws Problem `archive_of_other_kind`, `archive_entry_altered`, `tables_differ`, `archive_of_several_tenants`,
 * `archive_table_of_no_tenant`, `row_refused`, `rows_differ`, those of `requireImportable`, `requireOriginal`, `restoreFiles` and `check`
 */
export async function importTenant(
  ownerUrl: string,
  archive: Archive,
  target: FileTarget,
  check: CheckRow,
  { provenAddress, recount, cleaners, slug, filesOf, keys }: TenantImport,
): Promise<ImportedTenant> {
  const origin = tenantOf(archive);
  const wanted = slug === undefined ? origin : { id: newId(), slug };
  await archive.check();
  return CopyConnection.use(ownerUrl, (connection) =>
    connection.transaction('BEGIN', async () => {
      await requireImportable(connection, archive, wanted);
      if (filesOf !== undefined) await requireOriginal(connection, origin, filesOf);
      const tables = await tablesToTake(connection, archive, slug !== undefined);
      const staged: StagedTable[] = [];
      // The slow part, before any table that other sessions use is changed.
      for (const table of tables) staged.push(await stageTable(connection, archive, table, origin, { keys, cleaners }));
      await checkRegistry(connection, archive, staged, wanted, check);
      const files = await restoreFiles(archive, target, { tenantId: wanted.id, fromOriginal: filesOf !== undefined });
      await insertStaged(connection, staged, origin, wanted);
      const erased = await eraseAgain(connection, origin, { provenAddress, recount, keys });
      const sum = (count: 'rows' | 'withoutKey') => staged.reduce((total, table) => total + table[count], 0);
      return { ...wanted, rows: sum('rows'), withoutKey: sum('withoutKey'), erased, files };
    }),
  ).catch(async (error) => {
    // A new id has nothing else; one of its own may be that of the original, in a bucket that both use.
    if (wanted.id !== origin.id) await target.store.deleteTenant(wanted.id).catch(() => {});
    throw error;
  });
}

/** What is of a tenant is what the database says, whatever the archive does. */
async function tablesToTake(
  connection: CopyConnection,
  { file, tables }: Archive,
  copied: boolean,
): Promise<readonly Table[]> {
  const found = (await readTables(connection)).map(withLeavingColumns);
  const archived = new Set(tables.map(({ name }) => name));
  const stranger = found.find((table) => archived.has(table.name) && !leavesWithTenant(table));
  if (stranger) throw backupProblems.archive_table_of_no_tenant({ file, table: stranger.name });
  const here = matchColumns(found, tables);
  const taken = tables.map((table, i) => ({ ...table, keys: here[i]?.keys ?? [] }));
  return taken.filter((_, i) => arrivesWithTenant(here[i] as Table, copied));
}

/** @throws Problem `archive_entry_missing` when the archive holds no row of the registry */
async function checkRegistry(
  connection: CopyConnection,
  { file }: Archive,
  staged: readonly StagedTable[],
  { slug }: ArchivedTenant,
  check: CheckRow,
): Promise<void> {
  const registry = staged.find(({ name }) => name === REGISTRY);
  const rows = registry
    ? await connection.query<{ row: object }>(`SELECT to_jsonb(staged) AS row FROM ${registry.staging} AS staged`)
    : [];
  const [found] = rows;
  if (!found) throw backupProblems.archive_entry_missing({ file, entry: entryOf(REGISTRY) });
  check({ ...found.row, slug });
}
