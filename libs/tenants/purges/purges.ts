import type { Operation } from '#platform/operations';

/** What proves that a tenant is gone. */
export interface PurgeReceipt {
  readonly id: string;
  readonly tenantId: string;
  readonly slug: string;
  /** Who asked, as in `operator:0198…`; an id, never a name. */
  readonly askedBy: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  /** Rows deleted, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Rows that stay, by table: the audit trail, the metering, and the purge's own. */
  readonly kept: Readonly<Record<string, number>>;
  /** Of all the above as one line of JSON, its keys in order of name; see the README. */
  readonly sha256: string;
}

/** How far a purge has come. */
export interface Purge {
  readonly id: string;
  readonly slug: string;
  readonly askedBy: string;
  readonly beganAt: Date;
  /** Null while it goes on. */
  readonly endedAt: Date | null;
  /** From 1; a further one begins where rows were left over or written meanwhile. */
  readonly round: number;
  /** The contexts that have emptied their tables, and those that have not yet answered, by name. */
  readonly emptied: readonly string[];
  readonly waitingFor: readonly string[];
  /** Rows deleted so far, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Null while it goes on. */
  readonly receipt: PurgeReceipt | null;
}

/** Ends tenants for good. */
export abstract class Purges {
  /**
   * Begins the purge of a deleted tenant without waiting for the end of its grace, or follows the
   * one that goes on. There is no way back from here.
   *
   * @returns the operation that ends when the purge does
   * @throws Problem `tenant_not_found` (404), `tenant_not_deleted` (409)
   */
  abstract begin(slug: string): Promise<Operation>;

  /** @throws Problem `tenant_not_found`, `purge_not_found` (404) */
  abstract of(slug: string): Promise<Purge>;
}
