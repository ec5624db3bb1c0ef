import type { Readable } from 'node:stream';
import type { SequenceState, Table } from '../tables/table.js';

/** Where rows come from: the snapshot of a living database, or an archive. */
export interface RowSource {
  /** Those first that others refer to. */
  readonly tables: readonly Table[];
  readonly sequences: readonly SequenceState[];
  /** The version of the tables that the jobs' library keeps for itself; null where there are none. */
  readonly jobsVersion: number | null;
  /** A table's rows in COPY's text format. One table at a time, each read to its end. */
  rows(table: Table): Readable | Promise<Readable>;
}
