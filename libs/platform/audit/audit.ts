import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { requestInForce } from '#platform/telemetry';
import { actorInForce } from './actor.js';
import { insertLine } from './audit-lines.sql.js';

/** What was done, in stable words and ids; never personal data. */
export interface AuditEntry {
  /** Such as `tenants.tenant.suspended`. */
  readonly action: string;
  /** The kind of the target, such as `tenant`. */
  readonly targetKind: string;
  readonly targetId: string;
  /**
   * Ids, numbers and words of a fixed list, and of a setting of the deployment the reason that its operator gave; at most 2,000
   * bytes as JSON.
   */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Writes the audit log. A line belongs to the tenant of its transaction; actions of operators on the
 * deployment belong to `PLATFORM_TENANT_ID`.
 */
@Injectable()
export class Audit {
  /**
   * Writes a line of the current tenant in the transaction of the action, with the current actor and
   * request: by the commit at the latest, which fails when the line is refused. The promise need not be awaited.
   */
  record(tx: Transaction, { action, targetKind, targetId, details }: AuditEntry): Promise<void> {
    const id = newId();
    const { kind, id: actorId } = actorInForce();
    const written = details ? JSON.stringify(details) : null;
    const requestId = requestInForce()?.requestId ?? null;
    const values = [id, timeOf(id), kind, actorId, action, targetKind, targetId, written, requestId] as const;
    tx.runAtCommit(insertLine, ...values);
    return Promise.resolve();
  }
}

/** The millisecond of a UUIDv7, so that the order of ids is that of times. */
function timeOf(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}
