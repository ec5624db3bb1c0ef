import type { Transaction } from '#platform/database';

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
export abstract class Audit {
  /**
   * Writes a line of the current tenant in the transaction of the action, with the current actor and
   * request: by the commit at the latest, which fails when the line is refused. The promise need not be awaited.
   */
  abstract record(tx: Transaction, entry: AuditEntry): Promise<void>;
}
