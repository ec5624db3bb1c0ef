import type { AuditLine, AuditQuery, AuditTrail } from '#platform/audit';
import { answerList, type ListAnswer, type ListQuery } from '#platform/lists';

/**
 * A cursor step or page of a tenant's audit lines, the latest first. A cursor belongs to one tenant's lines and one set
 * of filters.
 *
 * @throws Problem `mixed_pagination`, `invalid_cursor`, `page_out_of_reach` (400)
 */
export function auditList(
  trail: AuditTrail,
  tenantId: string,
  query: AuditQuery,
  walked: ListQuery,
): Promise<ListAnswer<AuditLine>> {
  const { since, until, ...named } = query;
  const filter = { ...named, since: since?.getTime(), until: until?.getTime() };
  const source = {
    shape: { list: 'audit', tenantId, sort: '-at', filter, types: ['uuid'] },
    keysOf: ({ id }: AuditLine) => [id] as const,
    at: (offset: number, limit: number) => trail.lines(tenantId, query, { offset, limit }),
    after: ([after]: [string], limit: number) => trail.lines(tenantId, query, { after, limit }),
    total: () => trail.total(tenantId, query),
  } as const;
  return answerList(source, walked);
}
