import type { Statement } from '#platform/database';

/** One condition of a list, added where the query has a value for it. */
export interface ListFilter {
  /** The condition; each call of `place` is the next parameter of the statement. */
  condition(place: () => string): string;
  /** The parameters of a value, in the order of their places; undefined where the value selects everything. */
  parameters(value: string): readonly string[] | undefined;
  /** Where the rows are found instead of in the table of the list. */
  readonly source?: ListSourceTable;
}

/** A table that holds the keys of each row that it refers to, so that its own indexes give the orders of the list. */
export interface ListSourceTable {
  readonly from: string;
  /** Its column with the id of the row. */
  readonly id: string;
  /** The exact total of a value, which is kept rather than counted. */
  readonly count: Statement<{ total: number }, readonly string[]>;
}

/** Rows that a join table gives this value. */
export const through = ({
  column,
  ...source
}: Omit<ListSourceTable, 'count'> & {
  readonly column: string;
  readonly count: Statement<{ total: number }, [value: string]>;
}): ListFilter => ({ ...equals(column), source: source as ListSourceTable });

/** Rows with this value in a column. */
export const equals = (column: string): ListFilter => ({
  condition: (place) => `${column} = ${place()}`,
  parameters: (value) => [value],
});

/** Rows with at least this value in a column, as `of` reads the query's. */
export const atLeast = (column: string, of: (value: string) => string): ListFilter => ({
  condition: (place) => `${column} >= ${place()}`,
  parameters: (value) => [of(value)],
});

/** Rows with less than this value in a column, as `of` reads the query's. */
export const below = (column: string, of: (value: string) => string): ListFilter => ({
  ...atLeast(column, of),
  condition: (place) => `${column} < ${place()}`,
});

/** Rows with a column that contains the text, for columns with a trigram index; blank text selects everything. */
export const contains = (column: string, normalise: (text: string) => string): ListFilter => ({
  condition: (place) => `${column} like ${place()}`,
  parameters: (value) => (value.trim() ? [`%${normalise(value.trim()).replace(/[\\%_]/g, '\\$&')}%`] : undefined),
});

/**
 * Rows with one of these columns beginning with the text, as each column normalises it; blank text selects everything.
 * The bounds of a range instead of LIKE, which cannot use an index under row level security.
 */
export const startsWith = (columns: Readonly<Record<string, (text: string) => string>>): ListFilter => ({
  condition: (place) =>
    `(${Object.keys(columns)
      .map((column) => `${column} >= ${place()} and ${column} < ${place()}`)
      .join(' or ')})`,
  parameters: (value) => (value.trim() ? Object.values(columns).flatMap((of) => rangeOf(of(value.trim()))) : undefined),
});

/** Bounds, in code point order, of all texts that begin with the prefix. */
const rangeOf = (prefix: string): [from: string, upTo: string] => [prefix, `${prefix}\u{10ffff}`];
