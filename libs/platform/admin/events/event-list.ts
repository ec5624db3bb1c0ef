import type { DeadLetterDto, DeadLetters } from '#platform/events';
import { answerList, EXACT_UP_TO, type ListAnswer, type ListQuery } from '#platform/lists';

// A UUIDv7 holds its time, so the order of ids is the order in which events became dead letters.
const latestFirst = { list: 'events', tenantId: null, sort: '-createdAt', filter: {}, types: ['uuid'] } as const;

/**
 * A cursor step or page of the dead letters, the latest first.
 *
 * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
 */
export function eventList(events: DeadLetters, query: ListQuery): Promise<ListAnswer<DeadLetterDto>> {
  const source = {
    shape: latestFirst,
    keysOf: ({ id }: DeadLetterDto) => [id] as const,
    at: (offset: number, limit: number) => events.list(limit, { offset }),
    after: ([before]: [string], limit: number) => events.list(limit, { before }),
    total: async () => {
      const totalItems = await events.count();
      return { totalItems, totalKind: totalItems <= EXACT_UP_TO ? 'exact' : 'estimated' } as const;
    },
  };
  return answerList(source, query);
}
