import type { CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { dependencyOrder } from './dependency-order.js';
import { selectMigrations, selectSequences, selectTables } from './pg-catalog.sql.js';
import type { SequenceState, Table } from './table.js';

interface TableRow extends Table {
  readable: boolean;
  references: string[];
}

/**
 * The tables of Palier, referenced tables first.
 *
 * @throws Problem `backup_unreadable_table` when row level security would silently hide the rows of a table
 * from the backup role.
 */
export async function readTables(connection: CopyConnection): Promise<Table[]> {
  const rows = await connection.query<TableRow>(selectTables);
  const hidden = rows.find(({ readable }) => !readable);
  if (hidden) throw backupProblems.backup_unreadable_table({ table: hidden.name });
  return dependencyOrder(rows).map(({ readable: _, references: __, ...table }) => table);
}

/** The state of every sequence. */
export async function readSequences(connection: CopyConnection): Promise<SequenceState[]> {
  const sequences: SequenceState[] = [];
  for (const { name } of await connection.query<{ name: string }>(selectSequences)) {
    const state = `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${name}`;
    const [row] = await connection.query<Omit<SequenceState, 'name'>>(state);
    if (row) sequences.push({ name, ...row });
  }
  return sequences;
}

/** The names of the applied migrations, in order. */
export async function readMigrations(connection: CopyConnection): Promise<string[]> {
  return (await connection.query<{ name: string }>(selectMigrations)).map(({ name }) => name);
}

/** The version of BullMQ's tables; null when there are none. */
export async function readJobsVersion(connection: CopyConnection): Promise<number | null> {
  if (!(await connection.hasTable('bullmq.migration'))) return null;
  const [row] = await connection.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM bullmq.migration',
  );
  return row?.version ?? null;
}

/** The id of the deployment; undefined before the migration that gives it one. */
export async function readDeployment(connection: CopyConnection): Promise<string | undefined> {
  if (!(await connection.hasTable('platform.deployment'))) return undefined;
  const [row] = await connection.query<{ id: string }>('SELECT id FROM platform.deployment');
  return row?.id;
}
