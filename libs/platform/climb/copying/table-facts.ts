import type { CopyConnection } from '#platform/database';
import { climbProblems } from '../climb.errors.js';
import type { KeyedTable } from './keyed-tables.js';

/** What a table holds, and which of its rows are looked at closely. */
export interface TableFacts {
  readonly name: string;
  readonly rows: number;
  /** How many are looked at. */
  readonly marked: number;
  /** The sum of their hashes, which no order changes. */
  readonly digest: string;
}

/**
 * Reads tables once, in the transaction under way; the server does the work, on several cores where
 * it has them.
 *
 * @param marked which rows are looked at, as SQL
 */
export function readFacts(
  connection: CopyConnection,
  tables: readonly KeyedTable[],
  marked: (table: KeyedTable) => string,
): Promise<TableFacts[]> {
  const parts = tables.map((table, i) => {
    const { name, columns } = table;
    const these = `FILTER (WHERE ${marked(table)})`;
    return `SELECT ${i} AS n, '${name}' AS name, count(*)::int AS rows, count(*) ${these}::int AS marked,
      coalesce(sum(hashtextextended(ROW(${columns.join(', ')})::text, 0)) ${these}, 0)::text AS digest FROM ${name}`;
  });
  return connection.query<TableFacts>(`${parts.join(' UNION ALL ')} ORDER BY n`);
}

/** @throws Problem `houses_differ` */
export function requireSame(expected: readonly TableFacts[], found: readonly TableFacts[]): void {
  const twins = new Map(found.map((table) => [table.name, table]));
  for (const { name, rows, marked, digest } of expected) {
    const twin = twins.get(name);
    if (twin?.rows === rows && twin.marked === marked && twin.digest === digest) continue;
    throw climbProblems.houses_differ({ table: name, expected: rows, found: twin?.rows ?? 0 });
  }
}
