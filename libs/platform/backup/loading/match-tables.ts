import type { CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { readJobsVersion, readTables } from '../tables/read-catalog.js';
import { asArchived, type Column, type RowSource, type Table } from '../tables/table.js';

/** The tables of BullMQ, whose rows only the same version of BullMQ's schema can read. */
const jobsTable = /^bullmq\./;

/**
 * The tables of a source that can be loaded, each with the same columns in the database, with or without those that archives
 * leave out: all, except BullMQ's tables of another version. Which columns are keys is what the database says.
 *
 * @throws Problem `tables_differ`
 */
export async function matchTables(connection: CopyConnection, source: RowSource): Promise<Table[]> {
  const sameJobs = source.jobsVersion !== null && source.jobsVersion === (await readJobsVersion(connection));
  const wanted = source.tables.filter(({ name }) => sameJobs || !jobsTable.test(name));
  const there = matchColumns(await readTables(connection), wanted);
  for (const [i, table] of wanted.entries()) await matchPartitions(connection, table, there[i] as Table);
  return wanted.map((table, i) => ({ ...table, keys: there[i]?.keys ?? [] }));
}

/**
 * Finds each of these tables among those of the database.
 *
 * @throws Problem `tables_differ` when one is missing or has other columns
 */
export function matchColumns(found: readonly Table[], wanted: readonly Table[]): Table[] {
  const there = new Map(found.map((table) => [table.name, table]));
  return wanted.map(({ name, columns }) => {
    const twin = there.get(name);
    const whole = [twin, twin && asArchived(twin)];
    if (twin && whole.some((table) => table && columnsOf(table.columns) === columnsOf(columns))) return twin;
    throw backupProblems.tables_differ({ table: name });
  });
}

/** Sorted, because the order of columns depends on the order of migrations. */
function columnsOf(columns: readonly Column[]): string {
  return columns
    .map(({ name, type }) => `${name} ${type}`)
    .sort()
    .join();
}

/**
 * Creates the partitions of the source in an empty table. Rows in the default partition would prevent
 * later that their partition is created, and they would never be dropped with it.
 */
async function matchPartitions(connection: CopyConnection, wanted: Table, there: Table): Promise<void> {
  const keyOf = ({ name, bound }: Table['partitions'][number]) => `${name} ${bound}`;
  const [asked, found] = [new Set(wanted.partitions.map(keyOf)), new Set(there.partitions.map(keyOf))];
  for (const part of there.partitions) {
    if (!asked.has(keyOf(part))) await connection.query(`DROP TABLE ${part.name}`);
  }
  for (const part of wanted.partitions) {
    if (found.has(keyOf(part))) continue;
    await connection.query(`CREATE TABLE ${part.name} PARTITION OF ${wanted.name} ${part.bound}`);
    if (there.tenantOwned) await connection.query('SELECT platform.protect_table($1)', [part.name]);
  }
}
