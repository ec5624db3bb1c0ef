import { answerList, type ListAnswer, type ListQuery } from '#platform/lists';

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
export function jobsList<T extends object>(list: Positions<T>, query: ListQuery): Promise<ListAnswer<T>> {
  const places = new WeakMap<T, number>();
  const at = async (offset: number, limit: number) => {
    const rows = [...(await list.from(offset, limit))];
    for (const [i, row] of rows.entries()) places.set(row, offset + i);
    return rows;
  };
  const source = {
    shape: { list: 'jobs', tenantId: null, sort: 'position', filter: list.filter, types: ['integer'] },
    keysOf: (row: T) => [(places.get(row) ?? 0) + 1] as const,
    at,
    // A forged cursor may hold any number.
    after: ([position]: [number], limit: number) => at(Math.min(Math.max(0, position), FARTHEST), limit),
    total: async () => ({ totalItems: await list.count(), totalKind: 'exact' }) as const,
  } as const;
  return answerList(source, query);
}
