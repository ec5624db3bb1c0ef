import type { CopyConnection } from '#platform/database';
import type { Table } from '../tables/table.js';

/** How a context cleans texts before it stores them, by table and column: an archive may hold others. */
export type TextCleaners = Readonly<Record<string, Readonly<Record<string, (text: string) => string>>>>;

/** Of rows that are read at once; one may have half a million characters. */
const ROWS = 100;

/**
 * Cleans the texts of a staged table.
 *
 * @returns whether that changed any
 */
export async function cleanStaged(
  connection: CopyConnection,
  { name, staging }: Pick<Table, 'name'> & { readonly staging: string },
  cleaners: TextCleaners,
): Promise<boolean> {
  let isChanged = false;
  for (const [column, clean] of Object.entries(cleaners[name] ?? {})) {
    await connection.query(
      `DECLARE texts NO SCROLL CURSOR FOR SELECT ctid::text AS row, "${column}" AS text FROM ${staging}`,
    );
    for (;;) {
      const rows = await connection.query<{ row: string; text: string }>(`FETCH ${ROWS} FROM texts`);
      if (rows.length === 0) break;
      const changed = rows
        .map(({ row, text }) => ({ row, from: text, text: clean(text) }))
        .filter(({ from, text }) => from !== text);
      isChanged ||= changed.length > 0;
      await connection.query(
        `UPDATE ${staging} AS staged SET "${column}" = cleaned.text
         FROM unnest($1::tid[], $2::text[]) AS cleaned (row, text) WHERE staged.ctid = cleaned.row`,
        [changed.map(({ row }) => row), changed.map(({ text }) => text)],
      );
    }
    await connection.query('CLOSE texts');
  }
  return isChanged;
}
