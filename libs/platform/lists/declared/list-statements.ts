import { hash } from 'node:crypto';
import { placesFrom, type Statement, statement } from '#platform/database';
import { MOST_ITEMS } from '../paging/list-mode.js';
import { type TotalOf, totalOf } from '../paging/totals.js';
import type { AnyList, ListDefinition, ListPart } from './declare-list.js';
import type { ListSourceTable } from './filters.js';

type Values = readonly (string | number)[];
/** Where the rows begin: at an offset near the start, after a row, or at any offset. */
type Way = 'near' | 'after' | 'at';

/**
 * The most rows that a step reads, or a page near the start with those before it; one more than a step may be asked for tells
 * whether others follow. A constant, besides the limit and offset that are values: of a value alone the planner expects a tenth
 * of the table, and would plan the statement anew at each execution, which takes longer than reading the rows.
 */
export const MOST_ROWS = MOST_ITEMS + 1;

const made = new Map<string, unknown>();

/** Bytes of a statement's name that PostgreSQL tells apart. */
const LONGEST_NAME = 63;
const DIGEST_CHARACTERS = 16;

/** The name of a statement of a list, from its parts; the end of a long one is a digest of the whole. */
export function nameOf(parts: readonly string[]): string {
  const name = parts.join('.');
  if (name.length <= LONGEST_NAME) return name;
  return `${name.slice(0, LONGEST_NAME - DIGEST_CHARACTERS - 1)}.${hash('sha256', name).slice(0, DIGEST_CHARACTERS)}`;
}

/**
 * The statement of a list under some filters, made when it is first asked for, so that each gets a plan of its own.
 * Its values are those of the filters, then for `after` the keys of the last row and a limit, for `near` and `at` a limit and
 * an offset, which together are at most `MOST_ROWS` for `near`.
 */
export function rowsUnder<Row extends object, Sort extends string, Filter extends string>(
  list: ListDefinition<Row, Sort, Filter>,
  filters: readonly Filter[],
  sort: Sort,
  way: Way,
): Statement<Row, Values> {
  const name = nameOf([list.name, 'list', ...filters, sort, way]);
  return once(name, () => {
    const { keys, ascending = !sort.startsWith('-') } = list.sorts[sort];
    const { from, id } = sourceOf(list, filters);
    const names = keys.map(({ column }) => column);
    const columns = names.map((name) => (name === 'id' ? id : name));
    const order = (by: readonly string[]) => by.map((column) => (ascending ? column : `${column} desc`)).join(', ');
    const place = placesFrom(1);
    const conditions = conditionsOf(list, filters, place);
    if (way === 'after') {
      conditions.push(`(${columns.join(', ')}) ${ascending ? '>' : '<'} (${columns.map(place).join(', ')})`);
    }
    const { as } = list;
    // A page far behind is found in the index, without reading the rows before it.
    const keysFirst = as !== undefined && (way === 'at' || from !== list.from);
    const selected = keysFirst ? columns.map((column, i) => `${column} as ${names[i]}`).join(', ') : list.columns;
    const [limit, offset] = [place(), way === 'after' ? undefined : place()];
    const slice = `limit ${limit}${offset ? ` offset ${offset}` : ''}`;
    const ordered = `order by ${order(columns)}`;
    // Each part gives as many rows as the list may take from it.
    const most = way === 'at' ? `${limit}::bigint + ${offset}::bigint` : MOST_ROWS;
    const merged = (part: ListPart) =>
      `(select ${part.columns} from ${part.from} ${where(conditions)} ${ordered} limit ${most})`;
    const rows =
      typeof from === 'string'
        ? `${from} ${keysFirst || !as ? '' : `as ${as} `}${where(conditions)}`
        : `(${from.map(merged).join(' union all ')}) as merged`;
    const found = `select ${selected} from ${rows} ${ordered} ${way === 'at' ? slice : `limit ${MOST_ROWS}`}`;
    const all = keysFirst
      ? `select ${list.columns} from (${found}) as page join ${list.from} as ${as} on ${as}.id = page.id
         order by ${order(names.map((name) => `page.${name}`))}`
      : `select * from (${found}) as page`;
    const text = way === 'at' ? (keysFirst ? all : found) : `${all} ${slice}`;
    const { timesAsText, onReplica } = list;
    const options = { ...(timesAsText && { timesAsText }), ...(onReplica && { onReplica }) };
    return statement<Row, Values>(name, options)`${text}`;
  });
}

/** The total of a list under some filters, whose values are its values. */
export function totalUnder<Row extends object, Sort extends string, Filter extends string>(
  list: ListDefinition<Row, Sort, Filter>,
  filters: readonly Filter[],
): TotalOf<readonly string[]> {
  const { from, count = list.count?.(filters) } = sourceOf(list, filters);
  if (count) return { count };
  const name = nameOf([list.name, 'total', ...filters]);
  const conditions = where(conditionsOf(list, filters, placesFrom(1)));
  const tables = typeof from === 'string' ? [from] : from.map((part) => part.from);
  const text = () => tables.map((table) => `select from ${table} ${conditions}`).join(' union all ');
  const onReplica = list.onReplica && { onReplica: true as const };
  return once(name, () => totalOf<readonly string[]>({ name, text: text(), ...onReplica }));
}

/** One statement of a list: it finds rows at an offset or after a row, or the total. */
export interface ListStatement {
  readonly statement: Statement<object, Values>;
  readonly filters: readonly string[];
  /** A total has the default order of its list. */
  readonly sort: string;
  readonly way: Way | 'total';
}

/** All statements of a list: of each set of filters, in each order, by cursor and by offset, and the totals. */
export function statementsOf(list: AnyList): readonly ListStatement[] {
  const any = list as ListDefinition<object, string, string>;
  const { always = [] } = any;
  const ways: readonly Way[] = ['near', 'at', 'after'];
  const asked = subsetsOf(Object.keys(any.filters)).filter((set) => always.every((name) => set.includes(name)));
  return asked.flatMap((filters) => {
    const rows = Object.keys(any.sorts).flatMap((sort) =>
      ways.map((way) => ({ statement: rowsUnder(any, filters, sort, way), filters, sort, way })),
    );
    const total = totalUnder(any, filters).count as Statement<object, Values>;
    return [...rows, { statement: total, filters, sort: any.defaultSort, way: 'total' as const }];
  });
}

/** A filter may find the rows in a table of its own. */
function sourceOf<Filter extends string>(
  { from, filters }: Pick<ListDefinition<never, never, Filter>, 'from' | 'filters'>,
  given: readonly Filter[],
): Pick<AnyList, 'from'> & Pick<ListSourceTable, 'id'> & Partial<Pick<ListSourceTable, 'count'>> {
  return given.map((name) => filters[name].source).find((source) => source) ?? { from, id: 'id' };
}

function once<T>(name: string, make: () => T): T {
  const known = made.get(name) as T | undefined;
  if (known) return known;
  const value = make();
  made.set(name, value);
  return value;
}

function conditionsOf<Filter extends string>(
  { where, filters }: Pick<ListDefinition<never, never, Filter>, 'where' | 'filters'>,
  given: readonly Filter[],
  place: () => string,
): string[] {
  const own = where && !given.some((name) => filters[name].source) ? [where] : [];
  return [...own, ...given.map((name) => filters[name].condition(place))];
}

const where = (all: readonly string[]) => (all.length > 0 ? `where ${all.join(' and ')}` : '');

function subsetsOf(all: readonly string[]): string[][] {
  const sets: string[][] = [[]];
  for (const item of all) sets.push(...sets.map((set) => [...set, item]));
  return sets;
}
