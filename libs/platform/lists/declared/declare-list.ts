import type { Statement } from '#platform/database';
import type { KeyType } from '../paging/cursor.js';
import type { ListFilter } from './filters.js';

/** A column of an order: its name in SQL, the field of the row with its value, and its type. */
export interface KeyColumn<Row> {
  readonly column: string;
  readonly field: keyof Row & string;
  readonly type: KeyType;
}

/** One order of a list. A name that begins with `-` is descending. */
export interface ListSort<Row> {
  /** The last one is unique. */
  readonly keys: readonly KeyColumn<Row>[];
  /** For an order that is ascending although its name begins with `-`. */
  readonly ascending?: boolean;
}

/** One of several tables that a list reads, each in the order of its own index. */
export interface ListPart {
  readonly from: string;
  /** What it gives for the columns of the list, under the names that those use. */
  readonly columns: string;
}

/** What a list is made of; `Sort` and `Filter` are the names of the query parameters. */
interface ListDeclaration<Row extends object, Sort extends string, Filter extends string> {
  /** Such as `auth.members`: part of cursors and of the names of its statements. */
  readonly name: string;
  readonly columns: string;
  /** A table or a join; or several, whose rows are merged in the order of the list. */
  readonly from: string | readonly ListPart[];
  /** A condition that all rows of the list fulfil; those that the table of a filter refers to fulfil it already. */
  readonly where?: string;
  readonly filters?: Readonly<Record<Filter, ListFilter>>;
  /** The first one is the order where the query names none. */
  readonly sorts: Readonly<Record<Sort, ListSort<Row>>>;
  /** Filters that each query has, such as those by what the path names. */
  readonly always?: readonly Filter[];
  /** The exact total under some filters, where it is known otherwise than by counting rows; its values are theirs. */
  count?(filters: readonly Filter[]): Statement<{ total: number }, readonly string[]> | undefined;
  /** The list whose rows these are, found in another way: cursors of the one go on in the other. */
  readonly sameRowsAs?: { readonly name: string; readonly filters: Readonly<Record<string, ListFilter>> };
  /** As of a statement. */
  readonly timesAsText?: boolean;
  /** As of a statement: for lists of dashboards and of operators. */
  readonly onReplica?: true;
  /** The name of the table in `columns`, where its keys are `id` and columns of its own. */
  readonly as?: string;
}

/** A declared list. */
export interface ListDefinition<Row extends object, Sort extends string, Filter extends string>
  extends ListDeclaration<Row, Sort, Filter> {
  readonly filters: Readonly<Record<Filter, ListFilter>>;
  /** Where the query names no order. */
  readonly defaultSort: Sort;
}

/** A declared list of any rows, orders and filters. */
// biome-ignore lint/suspicious/noExplicitAny: each list has its own names, and no other type accepts them all.
export type AnyList = ListDefinition<any, any, any>;

/** Rows with Dates are not read with times as texts. */
type TimesOf<Row> = Row extends { [Field in keyof Row]: Exclude<Row[Field], Date> } ? object : { timesAsText?: never };

/** Only a list without filters need not name them. */
type FiltersOf<Filter extends string> = [Filter] extends [never] ? object : { readonly filters: object };

const declared: AnyList[] = [];

/**
 * Declares a list, from which its statements are made, and which the EXPLAIN guard finds.
 *
 * @throws Error at load when another list has the name
 */
export function declareList<Row extends object, Sort extends string, Filter extends string = never>(
  declaration: ListDeclaration<Row, Sort, Filter> & TimesOf<Row> & FiltersOf<Filter>,
): ListDefinition<Row, Sort, Filter> {
  const [defaultSort] = Object.keys(declaration.sorts) as Sort[];
  const definition = { filters: {}, ...declaration, defaultSort } as ListDefinition<Row, Sort, Filter>;
  if (declared.some(({ name }) => name === definition.name)) {
    throw new Error(`The list ${definition.name} is declared twice.`);
  }
  declared.push(definition);
  return definition;
}

/** Every list declared by the loaded modules. */
export const declaredLists = (): readonly AnyList[] => declared;

export const text = <F extends string>(column: string, field: F) => ({ column, field, type: 'text' }) as const;
export const timestamp = <F extends string>(column: string, field: F) =>
  ({ column, field, type: 'timestamp' }) as const;
export const day = <F extends string>(column: string, field: F) => ({ column, field, type: 'day' }) as const;
export const integer = <F extends string>(column: string, field: F) => ({ column, field, type: 'integer' }) as const;
export const uuid = <F extends string>(column: string, field: F) => ({ column, field, type: 'uuid' }) as const;
