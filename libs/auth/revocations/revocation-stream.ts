import { entryOf } from '#platform/redis';
import type { Revocation } from './revocation.js';

/** The single stream, in one slot of a Cluster. */
export const STREAM = 'palier:{revocations}';
/** How long entries are stored, in milliseconds: longer than any follower looks back. */
const KEPT_MS = 900_000;

/** The arguments of `XADD` for one entry, which also deletes entries older than 15 minutes. */
export function revocationsEntry(revocations: readonly Revocation[], now: number) {
  return entryOf(STREAM, KEPT_MS, 'revocations', JSON.stringify(revocations), now);
}
