import { decodeCursor, encodeCursor, offsetOf } from '#platform/database';
import type { Flag } from '#platform/flags';
import { cursorAnswer, type ListAnswer, type ListQueryDto, listMode, pageAnswer } from '#platform/http';

const byName = { list: 'flags', tenantId: null, sort: 'name', filter: {}, types: ['text'] } as const;

/**
 * A cursor step or page of the flags, which are all in memory.
 *
 * @param flags in order of name
 * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
 */
export function flagList(flags: readonly Flag[], query: ListQueryDto): ListAnswer<Flag> {
  const mode = listMode(query);
  if (mode.kind === 'page') {
    const offset = offsetOf(mode.number, mode.size);
    const totals = { totalItems: flags.length, totalKind: 'exact' } as const;
    return pageAnswer(flags.slice(offset, offset + mode.size), mode, totals);
  }
  const [after] = mode.cursor === undefined ? [''] : decodeCursor(mode.cursor, byName);
  const rest = flags.filter(({ name }) => name > after);
  const last = rest.length > mode.size ? rest[mode.size - 1] : undefined;
  return cursorAnswer(rest.slice(0, mode.size), mode.size, last ? encodeCursor(byName, [last.name]) : null);
}
