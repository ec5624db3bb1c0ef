import type { CopyConnection } from '#platform/database';
import { namingRefusedRow } from '../rows/refused-row.js';
import { type Column, columnList, type RowSource, type Table } from '../tables/table.js';

/** Whether rows come without the keys that the table has here. */
export function lacksKeys({ columns, keys }: Table): boolean {
  return keys.length > 0 && !columns.some(({ name }) => keys.includes(name));
}

/** A table with all its columns, where a source has it without its keys. */
export function withKeys(table: Table): Table {
  const keys = table.keys.map((name): Column => ({ name, type: 'bytea' }));
  return { ...table, columns: [...table.columns, ...keys] };
}

/**
 * Gives the rows of a temporary table their keys. The rows of keys that are gone are deleted: what these sealed cannot be read.
 * A key that was deleted and drawn anew meanwhile has another time.
 *
 * @param table without its keys, as its archive has it
 * @param staging where its rows are, with all columns
 * @param keys the keys file; undefined when there is none
 * @returns how many keys are gone
 * @throws Problem `row_refused`; errors of the keys file
 */
export async function fillKeys(
  connection: CopyConnection,
  table: Table,
  staging: string,
  keys: RowSource | undefined,
): Promise<number> {
  const kept = keys?.tables.find(({ name }) => name === table.name);
  if (keys && kept) {
    const whole = withKeys(table);
    await connection.query(
      `CREATE TEMPORARY TABLE keys_beside ON COMMIT DROP AS SELECT ${columnList(whole)} FROM ${table.name} WITH NO DATA`,
    );
    // A later version may have added columns.
    const had = new Set(whole.columns.map(({ name }) => name));
    for (const { name } of kept.columns) {
      if (!had.has(name)) await connection.query(`ALTER TABLE keys_beside ADD COLUMN "${name}" text`);
    }
    const rows = await keys.rows(kept);
    await namingRefusedRow(table, () => connection.copyIn(`COPY keys_beside (${columnList(kept)}) FROM STDIN`, rows));
    const same = table.columns.map(({ name }) => `own."${name}" = keys."${name}"`).join(' AND ');
    const set = table.keys.map((name) => `"${name}" = keys."${name}"`).join(', ');
    await namingRefusedRow(table, () =>
      connection.query(`UPDATE ${staging} own SET ${set} FROM keys_beside keys WHERE ${same}`),
    );
    await connection.query('DROP TABLE keys_beside');
  }
  const without = table.keys.map((name) => `"${name}" IS NULL`).join(' OR ');
  const [gone] = await connection.query<{ rows: number }>(
    `WITH gone AS (DELETE FROM ${staging} WHERE ${without} RETURNING 1) SELECT count(*)::int AS rows FROM gone`,
  );
  return gone?.rows ?? 0;
}
