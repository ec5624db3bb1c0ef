import { PassThrough, pipeline } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { namingRefusedRow } from '../rows/refused-row.js';
import { RowDigest } from '../rows/row-digest.js';
import { readSequences } from '../tables/read-catalog.js';
import type { RowSource } from '../tables/table.js';
import { columnList, type Table } from '../tables/table.js';
import { withLiftedGuards } from './lifted-guards.js';
import { matchTables } from './match-tables.js';

/** A table that was loaded and compared. */
export interface LoadedTable {
  readonly name: string;
  readonly rows: number;
  /** The sum of the digests of its rows, independent of their order. */
  readonly digest: string;
}

/**
 * Replaces the rows of a migrated database with those of a source, in one transaction, and reads every
 * table back before it commits.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @param onTable called with each table once its rows are loaded
 * @throws Problem `tables_differ`, `row_refused`, `rows_differ`; errors of the source
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
  // A failure of the source rejects copyIn, which reads this stream.
  const rows = pipeline(await source.rows(table), digest, () => {});
  await namingRefusedRow(table, () => connection.copyIn(`COPY ${table.name} (${columnList(table)}) FROM STDIN`, rows));
  return { name: table.name, ...digest.facts() };
}

/** Reads as the backup role, so that a table which the next backup could not read is found now. */
async function compare(connection: CopyConnection, table: Table, loaded: LoadedTable): Promise<void> {
  const digest = new RowDigest();
  const rows = connection.copyOut(`COPY (SELECT ${columnList(table)} FROM ${table.name}) TO STDOUT`);
  await finished(rows, digest, new PassThrough().resume());
  const found = digest.facts();
  if (found.rows === loaded.rows && found.digest === loaded.digest) return;
  throw backupProblems.rows_differ({ table: table.name, found: found.rows, expected: loaded.rows });
}

/** Sets the sequences of the database to the values of the source. */
export async function setSequences(
  connection: CopyConnection,
  { sequences }: Pick<RowSource, 'sequences'>,
): Promise<void> {
  const there = new Set((await readSequences(connection)).map(({ name }) => name));
  for (const { name, lastValue, isCalled } of sequences) {
    if (there.has(name)) await connection.query('SELECT setval($1, $2::bigint, $3)', [name, lastValue, isCalled]);
  }
}
