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
export async function jobsList<T>(list: Positions<T>, query: ListQuery): Promise<ListAnswer<T>> {
  const at = async (offset: number, limit: number) =>
    (await list.from(offset, limit)).map((row, i) => ({ row, next: offset + i + 1 }));
  const { data, page } = await answerList(
    {
      shape: { list: 'jobs', tenantId: null, sort: 'position', filter: list.filter, types: ['integer'] },
      keysOf: ({ next }) => [next],
      at,
      // A forged cursor may hold any number.
      after: ([position], limit) => at(Math.min(Math.max(0, position), FARTHEST), limit),
      total: async () => ({ totalItems: await list.count(), totalKind: 'exact' }),
    },
    query,
  );
  return { data: data.map(({ row }) => row), page };
}
