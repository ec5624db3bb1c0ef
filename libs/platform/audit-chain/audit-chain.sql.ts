import type { AuditLineDto } from '#platform/audit';
import { statement } from '#platform/database';

/** The head of a tenant's chain. */
export interface ChainHead {
  readonly tenantId: string;
  /** The place of the last line, from 1; 0 for an empty chain. */
  readonly seq: number;
  readonly hash: Buffer;
}

/** A line of a chain; its hash covers the bytes of these values as texts. */
export interface ChainedLine extends Omit<AuditLineDto, 'details' | 'seq'>, ChainHead {
  readonly details: string | null;
}

export const appendChains = statement<ChainHead & { readonly lines: number }, [most: number]>('audit-chain.append')`
  select tenant_id as "tenantId", seq::float8 as seq, hash, lines from platform.append_audit_chain($1)`;

export const auditedTenants = statement<{ readonly id: string }>('audit-chain.tenants')`
  select id from platform.audited_tenants() as id`;

export const chainHead = statement<ChainHead>('audit-chain.head')`
  select tenant_id as "tenantId", seq::float8 as seq, hash from platform.audit_heads`;

const columns = `tenant_id as "tenantId", seq::float8 as seq, id, at, actor_kind as "actorKind", actor_id as "actorId",
    action, target_kind as "targetKind", target_id as "targetId", details::text as details,
    request_id as "requestId", hash`;

/**
 * The lines after a place and an id, in order; after tampering two lines may have the same place. ORDER BY
 * names the table, because a bare `seq` would be the selected float, which no index covers.
 */
export const linesAfter = statement<ChainedLine, [seq: number, id: string, limit: number]>('audit-chain.lines-after')`
  select ${columns} from platform.audit_chain c
    where (c.seq, c.id) > ($1::bigint, $2::uuid) order by c.seq, c.id limit $3`;

/** The first line past the head; one statement, so that both are of one snapshot. */
export const linesPastHead = statement<ChainedLine>('audit-chain.lines-past-head')`
  select ${columns} from platform.audit_chain c
    where c.seq > (select coalesce(max(h.seq), 0) from platform.audit_heads h) order by c.seq, c.id limit 1`;

/** The lines that are not in the chain yet; `since` is null when there are none. */
export const unchainedTail = statement<{ readonly lines: number; readonly since: Date | null }>(
  'audit-chain.unchained-tail',
)`
  select count(*)::int as lines, min(at) as since from platform.audit_lines`;
