import { decodeCursor, encodeCursor, offsetOf } from '#platform/database';
import { cursorAnswer, type ListAnswer, type ListQueryDto, listMode, pageAnswer } from '#platform/http';

/** The largest offset: no queue is as long, and BullMQ on PostgreSQL counts in 32 bits. */
const FARTHEST = 2 ** 30;

/** A list that can only be read by position. */
export interface Positions<T> {
  /** The filter that a cursor belongs to. */
  readonly filter: Readonly<Record<string, string>>;
  from(offset: number, limit: number): Promise<readonly T[]>;
  count(): Promise<number>;
}

/**
 * A cursor step or page of such a list. Jobs that change their position between two requests may be listed twice or
 * not at all.
 *
 * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
 */
export async function jobsList<T>(list: Positions<T>, query: ListQueryDto): Promise<ListAnswer<T>> {
  const mode = listMode(query);
  if (mode.kind === 'page') {
    const rows = await list.from(offsetOf(mode.number, mode.size), mode.size);
    return pageAnswer([...rows], mode, { totalItems: await list.count(), totalKind: 'exact' });
  }
  const shape = { list: 'jobs', tenantId: null, sort: 'position', filter: list.filter, types: ['integer'] } as const;
  const [position] = mode.cursor === undefined ? [0] : decodeCursor(mode.cursor, shape);
  // A forged cursor may hold any number. One more row than requested, to know whether more follow.
  const offset = Math.min(Math.max(0, position), FARTHEST);
  const rows = await list.from(offset, mode.size + 1);
  const next = rows.length > mode.size ? encodeCursor(shape, [offset + mode.size]) : null;
  return cursorAnswer(rows.slice(0, mode.size), mode.size, next);
}
