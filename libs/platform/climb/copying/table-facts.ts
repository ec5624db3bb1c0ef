import type { CopyConnection } from '#platform/database';
import { climbProblems } from '../climb.errors.js';
import type { KeyedTable } from './keyed-tables.js';

/** The row count of a table, and a digest of the rows that were chosen. */
export interface TableFacts {
  readonly name: string;
  readonly rows: number;
  /** How many rows were chosen. */
  readonly chosen: number;
  /** The sum of the hashes of the chosen rows, independent of their order. */
  readonly digest: string;
}

/**
 * Reads every table once, in the current transaction; the server computes the digests, in parallel
 * where it can.
 *
 * @param choice which rows of a table are chosen, as an SQL condition
 */
export function readFacts(
  connection: CopyConnection,
  tables: readonly KeyedTable[],
  choice: (table: KeyedTable) => string,
): Promise<TableFacts[]> {
  const parts = tables.map((table, i) => {
    const { name, columns } = table;
    const these = `FILTER (WHERE ${choice(table)})`;
    return `SELECT ${i} AS n, '${name}' AS name, count(*)::int AS rows, count(*) ${these}::int AS chosen,
      coalesce(sum(hashtextextended(ROW(${columns.join(', ')})::text, 0)) ${these}, 0)::text AS digest FROM ${name}`;
  });
  return connection.query<TableFacts>(`${parts.join(' UNION ALL ')} ORDER BY n`);
}

/** @throws Problem `copy_differs` */
export function requireSame(expected: readonly TableFacts[], found: readonly TableFacts[]): void {
  const twins = new Map(found.map((table) => [table.name, table]));
  for (const { name, rows, chosen, digest } of expected) {
    const twin = twins.get(name);
    if (twin?.rows === rows && twin.chosen === chosen && twin.digest === digest) continue;
    throw climbProblems.copy_differs({ table: name, expected: rows, found: twin?.rows ?? 0 });
  }
}
