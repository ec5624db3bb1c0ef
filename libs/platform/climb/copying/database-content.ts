import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import type { KeyedTable } from './keyed-tables.js';
import { markWithoutWriters, writtenSince } from './transaction-marks.js';

/** The content of a database at one moment, by which any later change is found. */
export interface DatabaseContent {
  /** The mark of that database. */
  readonly mark: string;
  readonly rows: Readonly<Record<string, number>>;
}

export async function readContent(connection: CopyConnection, tables: readonly Named[]): Promise<DatabaseContent> {
  const mark = await markWithoutWriters(connection);
  const counts = await countWritten(connection, tables, mark);
  return { mark, rows: Object.fromEntries(counts.map(({ name, rows }) => [name, rows])) };
}

/** The name of a table that has changed since; undefined when none has. */
export async function changedSince(
  connection: CopyConnection,
  { mark, rows }: DatabaseContent,
): Promise<string | undefined> {
  const tables = Object.keys(rows).map((name) => ({ name }));
  const counts = await countWritten(connection, tables, mark);
  return counts.find((now) => now.written > 0 || now.rows !== rows[now.name])?.name;
}

type Named = Pick<KeyedTable, 'name'>;

function countWritten(connection: CopyConnection, tables: readonly Named[], mark: string) {
  const parts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::int AS rows, count(*) FILTER (WHERE ${writtenSince(mark)})::int AS written FROM ${name}`,
  );
  return connection.transaction('BEGIN READ ONLY', async () => {
    await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
    return connection.query<{ name: string; rows: number; written: number }>(parts.join(' UNION ALL '));
  });
}
