import type { RedisClient } from '#platform/redis';
import type { Revocation } from './revocation.js';

/** The one stream, in one slot of a Cluster. */
export const STREAM = 'palier:{revocations}';
/** How long entries stay, in milliseconds: longer than anybody who follows looks back. */
const KEPT_MS = 900_000;
const MOST = 1000;
const BLOCK_MS = 1000;

/** An entry of the stream. */
export interface StreamEntry {
  readonly id: string;
  readonly revocations: readonly Revocation[];
}

/** What `XADD` takes for one entry, which lets go of what is older than a quarter of an hour. */
export function entryOf(revocations: readonly Revocation[], now: number) {
  return [STREAM, 'MINID', '~', now - KEPT_MS, '*', 'revocations', JSON.stringify(revocations)] as const;
}

/**
 * The entries after an id, `all` where none is left behind them.
 *
 * @param wait for a second, where there is none
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
