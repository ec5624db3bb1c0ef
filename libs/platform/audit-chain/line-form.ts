import { createHash } from 'node:crypto';
import type { ChainedLine } from './audit-chain.sql.js';

/** What the first line of a chain hangs on. */
export const ROOT = Buffer.alloc(32);

/** The hash of a line that stands at a place behind another hash. */
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

/** Four bytes before each field, so that no two lists of fields read the same; none is length -1. */
function lengthOf(field: string | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(field === null ? -1 : Buffer.byteLength(field));
  return length;
}
