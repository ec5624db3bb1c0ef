import type { RedisClient } from '#platform/redis';
import type { Revocation } from './revocation.js';

/** The single stream, in one slot of a Cluster. */
export const STREAM = 'palier:{revocations}';
/** How long entries are stored, in milliseconds: longer than any follower looks back. */
const KEPT_MS = 900_000;
const MOST = 1000;
const BLOCK_MS = 1000;

/** An entry of the stream. */
export interface StreamEntry {
  readonly id: string;
  readonly revocations: readonly Revocation[];
}

/** The arguments of `XADD` for one entry, which also deletes entries older than 15 minutes. */
export function entryOf(revocations: readonly Revocation[], now: number) {
  return [STREAM, 'MINID', '~', now - KEPT_MS, '*', 'revocations', JSON.stringify(revocations)] as const;
}

/**
 * Reads up to 1,000 entries after an id; `all` is true where no more follow.
 *
 * @param wait whether to block for up to a second where there is no entry
 */
export async function readEntries(
  client: RedisClient,
  after: string,
  wait: boolean,
): Promise<{ entries: StreamEntry[]; all: boolean }> {
  const answer = wait
    ? await client.xread('COUNT', MOST, 'BLOCK', BLOCK_MS, 'STREAMS', STREAM, after)
    : await client.xread('COUNT', MOST, 'STREAMS', STREAM, after);
  const rows = answer?.[0]?.[1] ?? [];
  const entries = rows.map(([id, [, text = '[]']]) => ({ id, revocations: JSON.parse(text) as Revocation[] }));
  return { entries, all: entries.length < MOST };
}
