import type { CopyConnection } from '#platform/database';
import { isTimeZone } from '#platform/dates';
import { backupProblems } from '../backup.errors.js';
import type { Column, Table } from '../tables/table.js';
import { REGISTRY } from './tenant-tables.js';

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

/** As the CHECK of auth.users: one address and no list of them, nor a header of a mail. */
const inAddress = '[^@\\u0001-\\u0020\\u007f-\\u00a0"(),:;<>\\u005b-\\u005d]';

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
  {
    name: 'email_form',
    holdsFor: ({ name, type }) => name === 'email' && type === 'text',
    condition: (column) =>
      `${column} = lower(${column}) AND ${column} ~ '^${inAddress}{1,64}@${inAddress}+\\.${inAddress}+$'`,
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
  await requireTimeZones(connection, table, staging);
}

/** One that PostgreSQL or Intl does not know fails the jobs that reckon with those of all tenants. The registry says its own. */
async function requireTimeZones(connection: CopyConnection, table: Table, staging: string): Promise<void> {
  const columns = table.columns.filter(({ name, type }) => type === 'text' && /^(time_)?zone$/.test(name));
  for (const { name } of table.name === REGISTRY ? [] : columns) {
    const zones = await connection.query<{ zone: string; line: string }>(
      `SELECT "${name}" AS zone, min(line) AS line FROM (SELECT *, row_number() OVER (ORDER BY ctid) AS line FROM ${staging}) AS staged
       WHERE "${name}" IS NOT NULL GROUP BY 1`,
    );
    const unknown = zones.find(({ zone }) => !isTimeZone(zone));
    if (unknown) throw backupProblems.row_refused({ row: `${table.name}:${unknown.line}`, rule: 'time_zone' });
  }
}
