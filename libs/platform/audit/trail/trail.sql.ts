import { atLeast, below, declareList, equals, uuid } from '#platform/lists';
import type { AuditLine } from './audit-line.js';

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
  defaultSort: '-at',
} as const;

export const auditList = declareList<AuditLine, '-at', Filter>({
  ...lines,
  name: 'audit',
  onReplica: true,
  filters: {
    action: equals('action', 'test.thing.made-1'),
    actor: equals('actor_id', 'actor-1'),
    target: equals('target_id', 'target-1'),
    since: atLeast('id', leastIdAt, '2020-01-01T00:00:00Z'),
    until: below('id', leastIdAt, '2100-01-01T00:00:00Z'),
  },
  // Of the chain; the few lines that are not in it yet are read by their primary key.
  index: (_sort, filters) => {
    const [named, ...others] = filters.filter((filter) => filter !== 'since' && filter !== 'until');
    if (others.length > 0) return undefined;
    return named ? `audit_chain_by_${named}` : 'audit_chain_pkey';
  },
});

/** The lines about one target. */
export const targetList = declareList<AuditLine, '-at', 'kind' | 'target'>({
  ...lines,
  name: 'audit.target',
  onReplica: true,
  filters: { kind: equals('target_kind', 'thing'), target: equals('target_id', 'target-1') },
  always: ['kind', 'target'],
  index: () => 'audit_chain_by_target',
});

/** The least UUIDv7 of a moment, clamped to 1970 and to the 48 bits of its time: an id begins with its time. */
function leastIdAt(moment: string): string {
  const ms = Math.min(Math.max(0, Date.parse(moment)), 2 ** 48 - 1);
  const digits = ms.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
