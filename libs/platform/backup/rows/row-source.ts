import type { Readable } from 'node:stream';
import type { SequenceState, Table } from '../tables/table.js';

/** The source of rows: the snapshot of a database, or an archive. */
export interface RowSource {
  /** Referenced tables first. */
  readonly tables: readonly Table[];
  readonly sequences: readonly SequenceState[];
  /** The version of BullMQ's tables; null when there are none. */
  readonly jobsVersion: number | null;
  /** The rows of a table in COPY's text format. Read one table at a time, and each to its end. */
  rows(table: Table): Readable | Promise<Readable>;
}
