/** A column whose values are stored as given; generated ones are made anew. */
export interface Column {
  readonly name: string;
  /** As PostgreSQL prints it, as in `timestamp(3) with time zone`. */
  readonly type: string;
}

/** A part of a partitioned table. */
export interface Partition {
  readonly name: string;
  /** As in `FOR VALUES FROM ('…') TO ('…')`, or `DEFAULT`. */
  readonly bound: string;
}

/** A table of the deployment as bulk work sees it; partitioned ones through their parent. */
export interface Table {
  /** With its schema, as in `catalog.apps`. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Whether each row belongs to a tenant, by its column `tenant_id`. */
  readonly tenantOwned: boolean;
  readonly partitions: readonly Partition[];
}

/** Where a sequence stands. */
export interface SequenceState {
  readonly name: string;
  /** A bigint, as text. */
  readonly lastValue: string;
  /** Whether that value was given out. */
  readonly isCalled: boolean;
}

/** The names of its columns, as SQL lists them. */
export function columnList({ columns }: Pick<Table, 'columns'>): string {
  return columns.map(({ name }) => `"${name}"`).join(', ');
}
