import { type Stream, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';
import type { Base, Order, RefRow } from './streams.sql.js';

const DEFAULT_POSTS = 20;
/** Of the contents of one answer; a single longer one is given all the same. */
const MOST_BYTES = 8_000_000;

/** What a stream selects of the posts. */
export interface Selection {
  readonly base: Base;
  readonly scope: readonly string[];
  readonly read: boolean | null;
  readonly starred: boolean | null;
}

/** What a stream is of, and what `xt` excludes and `it` includes, of the states that posts have. */
export function filtersOf(stream: Stream, input: ReaderInput): Pick<Selection, 'read' | 'starred'> {
  const kinds = (name: string) => input.all(name).map((id) => streamOf(id)?.kind);
  const [within, without] = [[stream.kind, ...kinds('it')], kinds('xt')];
  return {
    read: chosen(
      within.includes('read') || without.includes('unread'),
      within.includes('unread') || without.includes('read'),
    ),
    starred: chosen(within.includes('starred'), without.includes('starred')),
  };
}

/** True for posts with a state alone, false for those without, null for all. */
function chosen(having: boolean, lacking: boolean): boolean | null {
  if (lacking) return false;
  return having ? true : null;
}

export function orderOf(input: ReaderInput): Order {
  return input.one('r') === 'o' ? 'oldest' : 'newest';
}

export function limitOf(input: ReaderInput, most: number): number {
  const asked = Number(/^\d+$/.exec(input.one('n') ?? '')?.[0] ?? DEFAULT_POSTS);
  return Math.min(Math.max(asked, 1), most);
}

/** The continuation of the page before, as the protocol calls it `c`. */
export function reachedOf(input: ReaderInput): number | undefined {
  const [digits] = /^\d{1,15}$/.exec(input.one('c') ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The first posts whose contents fit into one answer together, and one at least. */
export function fittingOf(rows: readonly RefRow[]): readonly RefRow[] {
  let bytes = 0;
  const end = rows.findIndex((row, n) => {
    bytes += row.bytes;
    return n > 0 && bytes > MOST_BYTES;
  });
  return end === -1 ? rows : rows.slice(0, end);
}
