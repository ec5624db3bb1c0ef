import { createHash } from 'node:crypto';
import type { ChainedLine } from './audit-chain.sql.js';

/** The previous hash of the first line of a chain. */
export const ROOT = Buffer.alloc(32);

/** The hash of a line at a place of the chain, given the hash of the previous line. */
export function hashOf(previous: Buffer, line: ChainedLine, seq: number): Buffer {
  const fields = [
    line.tenantId,
    String(seq),
    line.id,
    line.at.toISOString(),
    line.actorKind,
    line.actorId,
    line.action,
    line.targetKind,
    line.targetId,
    line.details,
    line.requestId,
  ];
  const hash = createHash('sha256').update(previous);
  for (const field of fields) hash.update(lengthOf(field)).update(field ?? '');
  return hash.digest();
}

/** Four bytes before each field, so that different fields never have the same bytes; null is length -1. */
function lengthOf(field: string | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(field === null ? -1 : Buffer.byteLength(field));
  return length;
}
