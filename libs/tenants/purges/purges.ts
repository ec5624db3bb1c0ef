import { createHash } from 'node:crypto';
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

/** SHA-256 of the receipt as one line of JSON, with the keys in order of name, so that anyone can check it. */
export function receiptDigest(receipt: Omit<PurgeReceipt, 'sha256'>): string {
  const { id, tenantId, slug, askedBy, beganAt, endedAt, counts, kept } = receipt;
  const members = { askedBy, beganAt, counts: inOrder(counts), endedAt, id, kept: inOrder(kept), slug, tenantId };
  return createHash('sha256').update(JSON.stringify(members)).digest('hex');
}

function inOrder(rows: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)));
}
