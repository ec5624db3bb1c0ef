import type { Transaction } from '#platform/database';

/** What was done, in words that never change and ids that say nothing of a person. */
export interface AuditEntry {
  /** As in `tenants.tenant.suspended`. */
  readonly action: string;
  /** What it was done to, as in `tenant`. */
  readonly targetKind: string;
  readonly targetId: string;
  /** Ids, numbers and words of a closed list; at most 2,000 bytes as JSON. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Proves later who did what. A line belongs to the tenant of its transaction; what operators do to
 * the deployment itself is written for `PLATFORM_TENANT_ID`.
 */
export abstract class Audit {
  /**
   * Writes a line of the tenant in force into the transaction of what it tells, with the actor and
   * the request in force. The promise need not be awaited before the next statement.
   */
  abstract record(tx: Transaction, entry: AuditEntry): Promise<void>;
}
