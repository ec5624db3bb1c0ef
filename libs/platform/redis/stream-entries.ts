import type { RedisClient } from './redis-client.js';

const MOST = 1000;
const BLOCK_MS = 1000;

/** An entry of a stream with one field. */
export interface StreamEntry {
  /** Made by Redis from its clock and a number, as in `1800000000000-0`. */
  readonly id: string;
  /** The value of its field. */
  readonly text: string;
}

/**
 * The arguments of `XADD` for one entry, which also deletes entries that are older than `keptMs` milliseconds.
 *
 * @param now milliseconds since 1970
 */
export function entryOf(stream: string, keptMs: number, field: string, text: string, now: number) {
  return [stream, 'MINID', '~', now - keptMs, '*', field, text] as const;
}

/**
 * Reads up to 1,000 entries after an id; `all` is true where no more follow.
 *
 * @param wait whether to block for up to a second where there is no entry
 */
export async function readEntries(
  client: RedisClient,
  stream: string,
  after: string,
  wait: boolean,
): Promise<{ entries: StreamEntry[]; all: boolean }> {
  const answer = wait
    ? await client.xread('COUNT', MOST, 'BLOCK', BLOCK_MS, 'STREAMS', stream, after)
    : await client.xread('COUNT', MOST, 'STREAMS', stream, after);
  const rows = answer?.[0]?.[1] ?? [];
  const entries = rows.map(([id, [, text = '']]) => ({ id, text }));
  return { entries, all: entries.length < MOST };
}
