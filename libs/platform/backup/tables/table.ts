import type { Readable } from 'node:stream';
import type { TenantTable } from '#platform/database';

/** A stored column; generated columns are left out, because the database computes them. */
export interface Column {
  readonly name: string;
  /** As PostgreSQL prints it, such as `timestamp(3) with time zone`. */
  readonly type: string;
}

/** A part of a partitioned table. */
export interface Partition {
  readonly name: string;
  /** Such as `FOR VALUES FROM ('…') TO ('…')`, or `DEFAULT`. */
  readonly bound: string;
}

/** A table to copy; a partitioned table is copied through its parent. */
export interface Table {
  /** With its schema, such as `catalog.apps`. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Whether the table has the column `tenant_id`. */
  readonly tenantOwned: boolean;
  /** What the archive of a tenant does not do with its rows, and why, as its declaration says. */
  readonly archive: NonNullable<TenantTable['archive']>;
  readonly partitions: readonly Partition[];
  /** Columns with keys, which are in the keys file of an archive instead. */
  readonly keys: readonly string[];
  /** Columns that no archive has. */
  readonly notArchived: readonly string[];
}

/** A table with the columns that archives have. */
export function asArchived(table: Table): Table {
  const { keys, notArchived } = table;
  return { ...table, columns: table.columns.filter(({ name }) => !keys.includes(name) && !notArchived.includes(name)) };
}

/** The state of a sequence. */
export interface SequenceState {
  readonly name: string;
  /** A bigint, as text. */
  readonly lastValue: string;
  /** Whether `lastValue` was already returned by `nextval`. */
  readonly isCalled: boolean;
}

/** The quoted column names, separated by commas. */
export function columnList({ columns }: Pick<Table, 'columns'>): string {
  return columns.map(({ name }) => `"${name}"`).join(', ');
}

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
