import type { Flag } from '#platform/flags';
import { answerList, type ListAnswer, type ListQuery } from '#platform/lists';

const byName = { list: 'flags', tenantId: null, sort: 'name', filter: {}, types: ['text'] } as const;

/**
 * A cursor step or page of the flags, which are all in memory.
 *
 * @param flags in order of name
 * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
 */
export function flagList(flags: readonly Flag[], query: ListQuery): Promise<ListAnswer<Flag>> {
  const source = {
    shape: byName,
    keysOf: ({ name }: Flag) => [name] as const,
    at: async (offset: number, limit: number) => flags.slice(offset, offset + limit),
    after: async ([after]: [string], limit: number) => flags.filter(({ name }) => name > after).slice(0, limit),
    total: async () => ({ totalItems: flags.length, totalKind: 'exact' }) as const,
  };
  return answerList(source, query);
}
