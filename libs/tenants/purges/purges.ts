import type { Operation } from '#platform/operations';

/** The proof that a tenant was deleted. */
export interface PurgeReceipt {
  readonly id: string;
  readonly tenantId: string;
  readonly slug: string;
  /** The actor who started the purge, as in `operator:0198…`; an id, never a name. */
  readonly askedBy: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  /** Rows deleted, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Rows that are retained, by table: the audit trail, the metering, and the purge's own. */
  readonly kept: Readonly<Record<string, number>>;
  /** The hash of the other members as one line of JSON, with the keys in order of name; see the README. */
  readonly sha256: string;
}

/** The progress of a purge. */
export interface Purge {
  readonly id: string;
  readonly slug: string;
  readonly askedBy: string;
  readonly beganAt: Date;
  /** Null until the purge has ended. */
  readonly endedAt: Date | null;
  /** From 1; another round begins when rows were left or written during the purge. */
  readonly round: number;
  /** The contexts that have emptied their tables, and those that have not yet answered, by name. */
  readonly emptied: readonly string[];
  readonly waitingFor: readonly string[];
  /** Rows deleted so far, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Null until the purge has ended. */
  readonly receipt: PurgeReceipt | null;
}

/** Purges deleted tenants. */
export abstract class Purges {
  /**
   * Begins the purge of a deleted tenant without waiting for the end of its grace period, or
   * continues one that has begun. A purge cannot be undone.
   *
   * @returns the operation that ends with the purge
   * @throws Problem `tenant_not_found` (404), `tenant_not_deleted` (409)
   */
  abstract begin(slug: string): Promise<Operation>;

  /** @throws Problem `tenant_not_found`, `purge_not_found` (404) */
  abstract of(slug: string): Promise<Purge>;
}
