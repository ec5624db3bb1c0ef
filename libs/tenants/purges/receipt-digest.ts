import { createHash } from 'node:crypto';
import type { PurgeReceipt } from './purges.js';

/** SHA-256 of the receipt as one line of JSON, with the keys in order of name, so that anyone can check it. */
export function receiptDigest(receipt: Omit<PurgeReceipt, 'sha256'>): string {
  const { id, tenantId, slug, askedBy, beganAt, endedAt, counts, kept } = receipt;
  const members = { askedBy, beganAt, counts: inOrder(counts), endedAt, id, kept: inOrder(kept), slug, tenantId };
  return createHash('sha256').update(JSON.stringify(members)).digest('hex');
}

function inOrder(rows: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)));
}
