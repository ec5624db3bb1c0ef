import type { CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import type { Column, Table } from '../tables/table.js';

/** What holds for every column of a kind, and is no rule of its table. */
interface ValueRule {
  readonly name: string;
  holdsFor(column: Column): boolean;
  /** The condition, as SQL. @param column quoted */
  condition(column: string): string;
}

/**
 * The versions that are taken in: half of those that an ETag names, so that what was taken in can still be changed
 * hundreds of millions of times. A CHECK of the table could only stop the change itself.
 */
const LARGEST_VERSION = 500_000_000;

const rules: readonly ValueRule[] = [
  {
    // Answers write dates by RFC 3339, which has the years 1 to 9999 and no infinity.
    name: 'years_1_to_9999',
    holdsFor: ({ type }) => type.startsWith('timestamp'),
    condition: (column) => `${column} >= '0001-01-01' AND ${column} < '10000-01-01'`,
  },
  {
    name: `version_1_to_${LARGEST_VERSION}`,
    holdsFor: ({ name, type }) => name === 'version' && type === 'integer',
    condition: (column) => `${column} BETWEEN 1 AND ${LARGEST_VERSION}`,
  },
];

/**
 * Refuses a staged row whose values PostgreSQL takes, and the application could not write into an answer or change.
 *
 * @throws Problem `row_refused` (422)
 */
export async function requireUsableValues(connection: CopyConnection, table: Table, staging: string): Promise<void> {
  for (const { name: rule, holdsFor, condition } of rules) {
    const broken = table.columns.filter(holdsFor).map(({ name }) => `NOT (${condition(`"${name}"`)})`);
    if (broken.length === 0) continue;
    // A new table has its rows in the order in which they came.
    const [found] = await connection.query<{ line: string }>(
      `SELECT line FROM (SELECT *, row_number() OVER (ORDER BY ctid) AS line FROM ${staging}) AS staged
       WHERE ${broken.join(' OR ')} LIMIT 1`,
    );
    if (found) throw backupProblems.row_refused({ row: `${table.name}:${found.line}`, rule });
  }
}
