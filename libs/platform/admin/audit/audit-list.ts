import type { AuditLine, AuditQuery, AuditTrail } from '#platform/audit';
import { decodeCursor, encodeCursor, offsetOf } from '#platform/database';
import { cursorAnswer, type ListAnswer, type ListQueryDto, listMode, pageAnswer } from '#platform/http';

/**
 * A cursor step or page of a tenant's audit lines, the latest first.
 *
 * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
 */
export async function auditList(
  trail: AuditTrail,
  tenantId: string,
  query: AuditQuery,
  walked: ListQueryDto,
): Promise<ListAnswer<AuditLine>> {
  const mode = listMode(walked);
  if (mode.kind === 'page') {
    const offset = offsetOf(mode.number, mode.size);
    const lines = await trail.lines(tenantId, query, { limit: mode.size, offset });
    return pageAnswer(lines, mode, await trail.total(tenantId, query));
  }
  const shape = shapeOf(tenantId, query);
  const [after] = mode.cursor === undefined ? [] : decodeCursor(mode.cursor, shape);
  // One more than requested, to know whether more follow.
  const lines = await trail.lines(tenantId, query, { after, limit: mode.size + 1 });
  const shown = lines.slice(0, mode.size);
  const last = lines.length > mode.size ? shown.at(-1) : undefined;
  return cursorAnswer(shown, mode.size, last ? encodeCursor(shape, [last.id]) : null);
}

/** A cursor belongs to one tenant's lines and one set of filters. */
function shapeOf(tenantId: string, { since, until, ...named }: AuditQuery) {
  const filter = { ...named, since: since?.getTime(), until: until?.getTime() };
  return { list: 'audit', tenantId, sort: '-at', filter, types: ['uuid'] } as const;
}
