import type { CopyConnection } from '#platform/database';
import type { KeyedTable } from './keyed-tables.js';

/** A table that differs from its copy. */
export interface DifferingTable {
  readonly table: KeyedTable;
  /** How many rows it has at the source. */
  readonly expected: number;
  /** How many the copy has. */
  readonly present: number;
}

/**
 * Brings the copy of one table up to date, in a transaction on each side and with its triggers and
 * constraints lifted.
 *
 * @param changed which rows of the source have changed, as an SQL condition
 */
export async function carryTable(
  from: CopyConnection,
  to: CopyConnection,
  { table, expected, present }: DifferingTable,
  changed: string,
): Promise<void> {
  // Without a primary key rows cannot be matched: all are copied.
  const keyed = table.key.length > 0;
  const news = await stage(from, to, { name: 'carried', table, columns: table.columns }, keyed ? changed : 'true');
  const gone = await deleteRows(
    to,
    table,
    keyed ? `EXISTS (SELECT FROM carried twin WHERE ${sameKey(table)})` : 'true',
  );
  if (present - gone + news !== expected) {
    await stage(from, to, { name: 'source_keys', table, columns: table.key }, 'true');
    await deleteRows(to, table, `NOT EXISTS (SELECT FROM source_keys twin WHERE ${sameKey(table)})`);
    await to.query('DROP TABLE source_keys');
  }
  const columns = table.columns.join(', ');
  await to.query(`INSERT INTO ${table.name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM carried`);
  await to.query('DROP TABLE carried');
}

interface Staging {
  readonly name: 'carried' | 'source_keys';
  readonly table: KeyedTable;
  readonly columns: readonly string[];
}

/** Copies columns of a table's rows into a temporary table. @returns how many rows */
async function stage(
  from: CopyConnection,
  to: CopyConnection,
  { name, table, columns }: Staging,
  where: string,
): Promise<number> {
  const list = columns.join(', ');
  await to.query(`CREATE TEMPORARY TABLE ${name} ON COMMIT DROP AS SELECT ${list} FROM ${table.name} WITH NO DATA`);
  await to.copyIn(
    `COPY ${name} (${list}) FROM STDIN`,
    from.copyOut(`COPY (SELECT ${list} FROM ${table.name} WHERE ${where}) TO STDOUT`),
  );
  // Without statistics the planner assumes an empty table, and joins row by row.
  await to.query(`ANALYZE ${name}`);
  return counted(to, `SELECT count(*)::int AS rows FROM ${name}`);
}

function deleteRows(to: CopyConnection, { name }: KeyedTable, which: string): Promise<number> {
  return counted(
    to,
    `WITH gone AS (DELETE FROM ${name} own WHERE ${which} RETURNING 1) SELECT count(*)::int AS rows FROM gone`,
  );
}

/** `=` is enough: the columns of a primary key are never null. */
function sameKey({ key }: KeyedTable): string {
  return key.map((column) => `twin.${column} = own.${column}`).join(' AND ');
}

async function counted(connection: CopyConnection, text: string): Promise<number> {
  const [row] = await connection.query<{ rows: number }>(text);
  return row?.rows ?? 0;
}
