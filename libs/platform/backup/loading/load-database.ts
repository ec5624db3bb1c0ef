import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import { fillKeys, lacksKeys, withKeys } from '../keys/fill-keys.js';
import { copyRows, digestOf, requireSameRows } from '../rows/copied-rows.js';
import { namingRefusedRow } from '../rows/refused-row.js';
import type { RowFacts } from '../rows/row-digest.js';
import { readSequences } from '../tables/read-catalog.js';
import type { RowSource } from '../tables/table.js';
import { columnList, type Table } from '../tables/table.js';
import { withLiftedGuards } from './lifted-guards.js';
import { matchTables } from './match-tables.js';

/** A table that was loaded and compared. */
export interface LoadedTable extends RowFacts {
  readonly name: string;
  /** Rows that were left out, because their key is gone. */
  readonly withoutKey: number;
}

/**
 * Replaces the rows of a migrated database with those of a source, in one transaction, and reads every
 * table back before it commits.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @param keys the keys file of an archive
 * @throws Problem `tables_differ`, `row_refused`, `rows_differ`; errors of the source
 */
export function loadDatabase(ownerUrl: string, source: RowSource, keys?: RowSource): Promise<LoadedTable[]> {
  return CopyConnection.use(ownerUrl, (connection) =>
    connection.transaction('BEGIN', async () => {
      const tables = await matchTables(connection, source);
      const loaded: LoadedTable[] = [];
      await withLiftedGuards(connection, async () => {
        await connection.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
        for (const table of tables) {
          loaded.push(
            await (lacksKeys(table)
              ? loadWithKeys(connection, table, source, keys)
              : loadTable(connection, table, source)),
          );
        }
        await setSequences(connection, source);
      });
      await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
      for (const [i, table] of tables.entries()) {
        await compare(connection, lacksKeys(table) ? withKeys(table) : table, loaded[i] as LoadedTable);
      }
      return loaded;
    }),
  );
}

async function loadTable(connection: CopyConnection, table: Table, source: RowSource): Promise<LoadedTable> {
  return { name: table.name, withoutKey: 0, ...(await copyRows(connection, source, table, table.name)) };
}

async function loadWithKeys(
  connection: CopyConnection,
  table: Table,
  source: RowSource,
  keys: RowSource | undefined,
): Promise<LoadedTable> {
  const whole = columnList(withKeys(table));
  const staging = 'incoming';
  await connection.query(
    `CREATE TEMPORARY TABLE ${staging} ON COMMIT DROP AS SELECT ${whole} FROM ${table.name} WITH NO DATA`,
  );
  const rows = await source.rows(table);
  await namingRefusedRow(table, () => connection.copyIn(`COPY ${staging} (${columnList(table)}) FROM STDIN`, rows));
  const withoutKey = await fillKeys(connection, table, staging, keys);
  const facts = await digestOf(connection, `SELECT ${whole} FROM ${staging}`);
  await namingRefusedRow(table, () =>
    connection.query(`INSERT INTO ${table.name} (${whole}) SELECT ${whole} FROM ${staging}`),
  );
  await connection.query(`DROP TABLE ${staging}`);
  return { name: table.name, withoutKey, ...facts };
}

/** Reads as the backup role, so that a table which the next backup could not read is found now. */
async function compare(connection: CopyConnection, table: Table, loaded: LoadedTable): Promise<void> {
  requireSameRows(table, await digestOf(connection, `SELECT ${columnList(table)} FROM ${table.name}`), loaded);
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
