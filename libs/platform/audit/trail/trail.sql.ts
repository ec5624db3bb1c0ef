import { atLeast, below, declareList, equals, uuid } from '#platform/lists';
import type { AuditLineDto } from './audit-line.dto.js';

const columns = 'id, at, actor_kind, actor_id, action, target_kind, target_id, details, request_id';

type Filter = 'action' | 'actor' | 'target' | 'since' | 'until';

/** The lines of a tenant: those that are not in the chain yet, merged with those that are. */
const lines = {
  columns: `id, at, actor_kind as "actorKind", actor_id as "actorId", action, target_kind as "targetKind",
    target_id as "targetId", details, request_id as "requestId", seq::float8 as seq`,
  from: [
    { from: 'platform.audit_lines', columns: `${columns}, null::bigint as seq` },
    { from: 'platform.audit_chain', columns: `${columns}, seq` },
  ],
  sorts: { '-at': { keys: [uuid('id', 'id')] } },
} as const;

export const auditList = declareList<AuditLineDto, '-at', Filter>({
  ...lines,
  name: 'audit',
  onReplica: true,
  filters: {
    action: equals('action'),
    actor: equals('actor_id'),
    target: equals('target_id'),
    since: atLeast('id', leastIdAt),
    until: below('id', leastIdAt),
  },
});

/** The lines about one target. */
export const targetList = declareList<AuditLineDto, '-at', 'kind' | 'target'>({
  ...lines,
  name: 'audit.target',
  onReplica: true,
  filters: { kind: equals('target_kind'), target: equals('target_id') },
  always: ['kind', 'target'],
});

/** The least UUIDv7 of a moment, clamped to 1970 and to the 48 bits of its time: an id begins with its time. */
function leastIdAt(moment: string): string {
  const ms = Math.min(Math.max(0, Date.parse(moment)), 2 ** 48 - 1);
  const digits = ms.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
