import type { Readable } from 'node:stream';
import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import { backupProblems } from './backup.errors.js';
import { readDeployment, readJobsVersion, readMigrations, readSequences, readTables } from './tables/read-catalog.js';
import type { RowSource } from './tables/table.js';
import { columnList, type Table } from './tables/table.js';

/** All rows of a database in one snapshot, while other sessions write. */
export interface Snapshot extends RowSource {
  readonly takenAt: Date;
  /** The id of the deployment; undefined before the migration that gives it one. */
  readonly deployment: string | undefined;
  readonly serverVersion: string;
  /** Applied migrations, in order. */
  readonly migrations: readonly string[];
  rows(table: Table): Readable;
}

export interface SnapshotOptions {
  /** Which rows of a table to read, as an SQL condition; undefined leaves the table out. By default all rows. */
  readonly where?: (table: Table) => string | undefined;
  /** Aborts the work. */
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 5;

/**
 * Runs `work` with one snapshot, in one read-only transaction. It waits for migrations under way, and
 * migrations wait for it.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @throws Problem `backup_unreadable_table`, `backup_tables_changed`, `database_unavailable`
 */
export async function withSnapshot<T>(
  ownerUrl: string,
  work: (snapshot: Snapshot) => Promise<T>,
  { where = () => 'true', signal }: SnapshotOptions = {},
): Promise<T> {
  const connection = await CopyConnection.open(ownerUrl);
  const cut = () => void connection.close();
  signal?.addEventListener('abort', cut);
  try {
    signal?.throwIfAborted();
    await lockTables(connection);
    const result = await work(await openSnapshot(connection, where));
    await connection.query('COMMIT');
    return result;
  } finally {
    signal?.removeEventListener('abort', cut);
    await connection.close();
  }
}

/**
 * Begins the transaction and locks every table against changes of its definition. The catalogue is not
 * part of a snapshot: a table or partition that is dropped meanwhile would read as empty. LOCK takes no
 * snapshot; the first read after it does.
 */
async function lockTables(connection: CopyConnection): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const tables = await readTables(connection);
    await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await connection.query(`LOCK TABLE ${tables.map(({ name }) => name).join(', ')} IN ACCESS SHARE MODE`);
    if (JSON.stringify(await readTables(connection)) === JSON.stringify(tables)) return;
    await connection.query('ROLLBACK');
  }
  throw backupProblems.backup_tables_changed();
}

async function openSnapshot(
  connection: CopyConnection,
  where: (table: Table) => string | undefined,
): Promise<Snapshot> {
  const tables = await readTables(connection);
  const sequences = await readSequences(connection);
  const migrations = await readMigrations(connection);
  const jobsVersion = await readJobsVersion(connection);
  const deployment = await readDeployment(connection);
  const [server] = await connection.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  return {
    takenAt: new Date(),
    deployment,
    serverVersion: server?.version ?? '',
    migrations,
    sequences,
    jobsVersion,
    tables: tables.filter((table) => where(table) !== undefined),
    rows: (table) =>
      connection.copyOut(`COPY (SELECT ${columnList(table)} FROM ${table.name} WHERE ${where(table)}) TO STDOUT`),
  };
}
