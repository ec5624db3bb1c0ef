import { decodeCursor, EXACT_UP_TO, encodeCursor, offsetOf } from '#platform/database';
import type { DeadLetter, DeadLetters } from '#platform/events';
import { cursorAnswer, type ListAnswer, type ListQueryDto, listMode, pageAnswer } from '#platform/http';

// A UUIDv7 holds its time, so the order of ids is the order in which events became dead letters.
const latestFirst = { list: 'events', tenantId: null, sort: '-setAsideAt', filter: {}, types: ['uuid'] } as const;

/**
 * A cursor step or page of the dead letters, the latest first.
 *
 * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
 */
export async function eventList(events: DeadLetters, query: ListQueryDto): Promise<ListAnswer<DeadLetter>> {
  const mode = listMode(query);
  if (mode.kind === 'page') {
    const shown = await events.list(mode.size, { offset: offsetOf(mode.number, mode.size) });
    const totalItems = await events.count();
    return pageAnswer(shown, mode, { totalItems, totalKind: totalItems <= EXACT_UP_TO ? 'exact' : 'estimated' });
  }
  const [before] = mode.cursor === undefined ? [null] : decodeCursor(mode.cursor, latestFirst);
  // One more than requested, to know whether more follow.
  const found = await events.list(mode.size + 1, { before });
  const shown = found.slice(0, mode.size);
  const last = found.length > mode.size ? shown.at(-1) : undefined;
  return cursorAnswer(shown, mode.size, last ? encodeCursor(latestFirst, [last.id]) : null);
}
