import { statement } from './statement.js';

/** The id of a row, and the versions of it that the caller accepts; null for any. */
type RowAt = [id: string, versions: readonly number[] | null];

const atVersion = 'id = $1 and ($2::integer[] is null or version = any ($2))';

/**
 * Declares the statement that locks one row of a table until the transaction ends. No row where it is at another version, or
 * does not exist.
 *
 * @example export const lockFolder = lockRowOf('feeds.folders');
 */
export const lockRowOf = (table: string) =>
  statement<{ id: string }, RowAt>(nameOf(table, 'lock'))`select id from ${table} where ${atVersion} for update`;

/** Declares the statement that reads one row of a table. */
export const rowOf = <Row extends object>(table: string, columns: string) =>
  statement<Row, [id: string]>(nameOf(table, 'by-id'))`select ${columns} from ${table} where id = $1`;

/** As `rowOf`, of a row that stays as it is until the transaction ends. */
export const lockedRowOf = <Row extends object>(table: string, columns: string) =>
  statement<Row, [id: string]>(nameOf(table, 'lock'))`select ${columns} from ${table} where id = $1 for update`;

/** Declares the statement that finds one row of a table, which then stays until the transaction ends. */
export const keepRowOf = (table: string) =>
  statement<{ id: string }, [id: string]>(nameOf(table, 'keep'))`select id from ${table} where id = $1 for key share`;

/** Declares the statement that deletes one row of a table. No row where it is at another version, or does not exist. */
export const deleteRowOf = (table: string) =>
  statement<{ id: string }, RowAt>(nameOf(table, 'delete'))`delete from ${table} where ${atVersion} returning id`;

/** Declares the statement that reads at which version a row of a table is, to tell why a change found none. */
export const versionIn = (table: string) =>
  statement<{ version: number }, [id: string]>(nameOf(table, 'version'))`select version from ${table} where id = $1`;

const nameOf = (table: string, what: string) => `${table.replaceAll('_', '-')}.${what}`;
