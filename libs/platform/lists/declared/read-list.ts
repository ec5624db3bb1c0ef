import type { Database, Statement } from '#platform/database';
import { answerList, type ListAnswer } from '../paging/answer-list.js';
import type { KeyType } from '../paging/cursor.js';
import type { ListQuery } from '../paging/list-mode.js';
import { estimateTotal, findTotal, type Seen } from '../paging/totals.js';
import type { ListDefinition } from './declare-list.js';
import { MOST_ROWS, rowsUnder, totalUnder } from './list-statements.js';

/** Whose rows are listed, and how they are read. */
export interface ListedRows {
  /** Null for rows of the whole deployment. */
  readonly tenantId: string | null;
  /** Whether totals are estimated, and no rows counted. */
  readonly estimatesTotals?: boolean;
  read<Row extends object, Values extends readonly unknown[]>(
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]>;
}

/** Of each application, whether it spares the counting of rows now. */
const spared = new WeakMap<Database, () => boolean>();

/** Estimates the totals of the lists of tenants and persons that an application answers, while this is so. */
export function estimateTotalsWhile(database: Database, holds: () => boolean): void {
  spared.set(database, holds);
}

/** The rows of one tenant. */
export const rowsOfTenant = (database: Database, tenantId: string): ListedRows => rowsOf(database, { tenantId });

/** The rows of one person, in tables of kind `person`. */
export const rowsOfPerson = (database: Database, person: { tenantId: string; userId: string }): ListedRows =>
  rowsOf(database, person);

const rowsOf = (database: Database, scope: { tenantId: string; userId?: string }): ListedRows => ({
  tenantId: scope.tenantId,
  estimatesTotals: spared.get(database)?.() ?? false,
  read: (statement, ...values) => database.read(scope, statement, ...values),
});

/** Pagination, order and filters of a request, under the names of the declared list. */
type QueryOf<Sort, Filter extends string> = ListQuery & { readonly sort?: Sort | undefined } & {
  readonly [F in Filter]?: string | undefined;
};

/**
 * Answers a request for a declared list: a cursor step by one statement, or a page with its total by two.
 *
 * @param show what the answer has of a row; by default all of it
 * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
 */
export async function readList<Row extends object, Sort extends string, Filter extends string, Shown = Row>(
  rows: ListedRows,
  list: ListDefinition<Row, Sort, Filter>,
  query: QueryOf<Sort, Filter>,
  show?: (row: Row) => Shown,
): Promise<ListAnswer<Shown>> {
  const sort = query.sort ?? list.defaultSort;
  const { given, values, filter } = filtersIn(list, query);
  const { keys } = list.sorts[sort];
  const types = keys.map(({ type }) => type);
  const source = {
    shape: { list: (list.sameRowsAs ?? list).name, tenantId: rows.tenantId, sort, filter, types },
    keysOf: (row: Row) => keys.map(({ field }) => keyOf(row[field])),
    at: (offset: number, limit: number) =>
      rows.read(rowsUnder(list, given, sort, offset + limit > MOST_ROWS ? 'at' : 'near'), ...values, limit, offset),
    after: (place: readonly (string | number)[], limit: number) =>
      rows.read(rowsUnder(list, given, sort, 'after'), ...values, ...place, limit),
    total: (seen: Seen) => {
      const [read, total] = [rows.read.bind(rows), totalUnder(list, given)];
      return rows.estimatesTotals ? estimateTotal(read, total, seen, ...values) : findTotal(read, total, ...values);
    },
  };
  const { data, page } = await answerList<Row, KeyType[]>(source, query);
  return { data: show ? data.map(show) : (data as unknown[] as Shown[]), page };
}

/** A row of a list by name, with the key of that order, which answers leave out. */
export type WithNameKey<Row> = Row & { readonly nameKey: string };

export const withoutNameKey = <Row extends { readonly nameKey: string }>({ nameKey: _, ...row }: Row) => row;

/** The rows before and after one, in a list; null at its ends. */
export interface Neighbours<Row> {
  readonly previous: Row | null;
  readonly next: Row | null;
}

/**
 * Reads the rows before and after one, in a list that has each of its orders in both directions. The row itself need not be in
 * the list any more.
 */
export async function readNeighbours<Row extends object, Sort extends string, Filter extends string>(
  rows: ListedRows,
  list: ListDefinition<Row, Sort, Filter>,
  query: QueryOf<Sort, Filter>,
  row: Row,
): Promise<Neighbours<Row>> {
  const sort = query.sort ?? list.defaultSort;
  const reversed = (sort.startsWith('-') ? sort.slice(1) : `-${sort}`) as Sort;
  const { given, values } = filtersIn(list, query);
  const place = list.sorts[sort].keys.map(({ field }) => keyOf(row[field]));
  const beside = (order: Sort) => rows.read(rowsUnder(list, given, order, 'after'), ...values, ...place, 1);
  const [[previous = null], [next = null]] = await Promise.all([beside(reversed), beside(sort)]);
  return { previous, next };
}

/** The filters that a query has, in order of declaration, their parameters, and what a cursor belongs to. */
function filtersIn<Filter extends string>(
  { filters, sameRowsAs }: Pick<ListDefinition<never, never, Filter>, 'filters' | 'sameRowsAs'>,
  query: { readonly [F in Filter]?: string | undefined },
) {
  const given: Filter[] = [];
  const values: string[] = [];
  const filter: Record<string, string> = {};
  for (const name of Object.keys(filters) as Filter[]) {
    const value = query[name];
    const parameters = value === undefined ? undefined : filters[name].parameters(value);
    if (!parameters) continue;
    given.push(name);
    values.push(...parameters);
    if (sameRowsAs && !(name in sameRowsAs.filters)) continue;
    filter[name] = parameters.length === 1 ? (parameters[0] as string) : JSON.stringify(parameters);
  }
  return { given, values, filter };
}

const keyOf = (value: unknown): string | number =>
  value instanceof Date ? value.toISOString() : (value as string | number);
