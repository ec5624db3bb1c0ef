import { createHash } from 'node:crypto';
import type { Operation } from '#platform/operations';
import type { PurgeDto, PurgeReceiptDto } from './purges.dto.js';

/** The proof that a tenant was deleted. */
export type PurgeReceipt = Readonly<PurgeReceiptDto>;

/** The progress of a purge. */
export type Purge = Readonly<PurgeDto>;

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
