import { PassThrough, pipeline } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { namingRefusedRow } from '../rows/refused-row.js';
import { RowDigest } from '../rows/row-digest.js';
import type { RowSource } from '../rows/row-source.js';
import { readSequences } from '../tables/read-catalog.js';
import { columnList, type Table } from '../tables/table.js';
import { withLiftedGuards } from './lifted-guards.js';
import { matchTables } from './match-tables.js';

/** What was loaded into a table, and found there again. */
export interface LoadedTable {
  readonly name: string;
  readonly rows: number;
  /** The sum of its rows' digests, whatever their order. */
  readonly digest: string;
}

/**
 * Fills a migrated database with the rows of a source, in place of what its migrations put there,
 * and reads every table back before it commits: all is there, or nothing.
 *
 * @param ownerUrl the database as its owner, past any pooler
 * @param onTable called with each table once its rows are in
 * @throws Problem `tables_differ`, `row_refused`, `rows_differ`; whatever the source throws
 */
export async function loadDatabase(
  ownerUrl: string,
  source: RowSource,
  onTable: (table: LoadedTable) => void = () => {},
): Promise<LoadedTable[]> {
  const connection = await CopyConnection.open(ownerUrl);
  try {
    return await connection.transaction('BEGIN', async () => {
      const tables = await matchTables(connection, source);
      const loaded: LoadedTable[] = [];
      await withLiftedGuards(connection, async () => {
        await connection.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
        for (const table of tables) {
          const facts = await loadTable(connection, table, source);
          loaded.push(facts);
          onTable(facts);
        }
        await setSequences(connection, source);
      });
      await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
      for (const [i, table] of tables.entries()) await compare(connection, table, loaded[i] as LoadedTable);
      return loaded;
    });
  } finally {
    await connection.close();
  }
}

async function loadTable(connection: CopyConnection, table: Table, source: RowSource): Promise<LoadedTable> {
  const digest = new RowDigest();
  // What fails in the source fails in copyIn, which reads from here.
  const rows = pipeline(await source.rows(table), digest, () => {});
  await namingRefusedRow(table, () => connection.copyIn(`COPY ${table.name} (${columnList(table)}) FROM STDIN`, rows));
  return { name: table.name, ...digest.facts() };
}

/** As the backup role, so that a table which the next backup could not read is found now. */
async function compare(connection: CopyConnection, table: Table, loaded: LoadedTable): Promise<void> {
  const digest = new RowDigest();
  const rows = connection.copyOut(`COPY (SELECT ${columnList(table)} FROM ${table.name}) TO STDOUT`);
  await finished(rows, digest, new PassThrough().resume());
  const found = digest.facts();
  if (found.rows === loaded.rows && found.digest === loaded.digest) return;
  throw backupProblems.rows_differ({ table: table.name, found: found.rows, expected: loaded.rows });
}

/** Sets the sequences that the database has to where those of the source stand. */
export async function setSequences(
  connection: CopyConnection,
  { sequences }: Pick<RowSource, 'sequences'>,
): Promise<void> {
  const there = new Set((await readSequences(connection)).map(({ name }) => name));
  for (const { name, lastValue, isCalled } of sequences) {
    if (there.has(name)) await connection.query('SELECT setval($1, $2::bigint, $3)', [name, lastValue, isCalled]);
  }
}
