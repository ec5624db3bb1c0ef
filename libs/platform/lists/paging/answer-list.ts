import { decodeCursor, encodeCursor, type Keys, type KeyType, type ListShape } from './cursor.js';
import { type ListQuery, listMode } from './list-mode.js';
import { offsetOf, type Seen, type Total } from './totals.js';

/** The position of an answer in its list. Page number and totals are given in page mode only. */
export interface ListPage extends Partial<Total> {
  /** The cursor of the next step; null at the end, and in page mode. */
  next: string | null;
  size: number;
  /** From 1. */
  number?: number;
  totalPages?: number;
}

/** The body of every list. */
export interface ListAnswer<T> {
  data: T[];
  page: ListPage;
}

/** Where the rows of a list come from. */
export interface ListSource<Row, Types extends readonly KeyType[]> {
  /** What a cursor belongs to. */
  readonly shape: ListShape<Types>;
  /** The place after a row. */
  keysOf(row: Row): Readonly<Keys<Types>>;
  at(offset: number, limit: number): Promise<Row[]>;
  after(keys: Keys<Types>, limit: number): Promise<Row[]>;
  /** @param seen how many rows there are at least, up to the end of the page that was read */
  total(seen: Seen): Promise<Total>;
}

/**
 * One step of a list by cursor, which asks for its rows once, or one numbered page, which asks for the total too.
 *
 * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
 */
export async function answerList<Row, const Types extends readonly KeyType[]>(
  source: ListSource<Row, Types>,
  query: ListQuery,
): Promise<ListAnswer<Row>> {
  const mode = listMode(query);
  if (mode.kind === 'page') {
    const { number, size } = mode;
    const offset = offsetOf(number, size);
    const data = await source.at(offset, size);
    // Behind the end of a list nothing tells how long it is.
    const all = data.length < size && (data.length > 0 || offset === 0);
    const total = await source.total({ rows: data.length > 0 ? offset + data.length : 0, all });
    const totalPages = Math.ceil(total.totalItems / size);
    return { data, page: { next: null, size, number, totalPages, ...total } };
  }
  const { shape } = source;
  const { cursor, size } = mode;
  // One more than asked for, to know whether more follow.
  const found = await (cursor === undefined
    ? source.at(0, size + 1)
    : source.after(decodeCursor(cursor, shape), size + 1));
  const data = found.slice(0, size);
  const last = found.length > size ? data.at(-1) : undefined;
  return { data, page: { next: last ? encodeCursor(shape, source.keysOf(last)) : null, size } };
}
