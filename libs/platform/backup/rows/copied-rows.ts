import { PassThrough, pipeline } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import type { CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { columnList, type RowSource, type Table } from '../tables/table.js';
import { namingRefusedRow } from './refused-row.js';
import { RowDigest, type RowFacts } from './row-digest.js';

/**
 * Copies the rows that a source has of a table.
 *
 * @param into the name of a table with its columns
 * @throws Problem `row_refused`; errors of the source
 */
export async function copyRows(
  connection: CopyConnection,
  source: RowSource,
  table: Table,
  into: string,
): Promise<RowFacts> {
  const digest = new RowDigest();
  // A failure of the source rejects copyIn, which reads this stream.
  const rows = pipeline(await source.rows(table), digest, () => {});
  await namingRefusedRow(table, () => connection.copyIn(`COPY ${into} (${columnList(table)}) FROM STDIN`, rows));
  return digest.facts();
}

/** The rows of a query. */
export async function digestOf(connection: CopyConnection, query: string): Promise<RowFacts> {
  const digest = new RowDigest();
  await finished(connection.copyOut(`COPY (${query}) TO STDOUT`), digest, new PassThrough().resume());
  return digest.facts();
}

/** @throws Problem `rows_differ` */
export function requireSameRows({ name }: Pick<Table, 'name'>, found: RowFacts, expected: RowFacts): void {
  if (found.rows === expected.rows && found.digest === expected.digest) return;
  throw backupProblems.rows_differ({ table: name, found: found.rows, expected: expected.rows });
}
