import type { StreamEntry } from './stream-entries.js';

/** How far to go back after an interruption, in milliseconds: a promoted replica may have lost the latest ids. */
const OVERLAP_MS = 10_000;

/**
 * Where a reader is in a Redis stream. `next` is the only code that changes it.
 *
 * ```
 *   ids    ──────┬─────────────────────────┬──────────┬──────▶
 *                │                         │          └ written meanwhile
 *                │◀── ten seconds, once ──▶│
 *                from                      highest
 *                after an interruption     that was read, and `from` too while nothing interrupts
 * ```
 *
 * What always holds:
 * - Each entry that is in the stream is received, in order. After an interruption `from` is ten seconds before `highest`, so
 *   that an entry to which another node gave a lower id is received too; others are received twice.
 * - `highest` never falls, so each id is fresh at most once.
 * - A read overcomes the interruptions before its begin, and no other: what it found is received, but after one that happened
 *   meanwhile the next read begins ten seconds back, and nobody is told that all was received.
 * - After an interruption, the reader asks for the entry `highest` before it reads on. A node without it may lack others.
 */
export interface StreamPlace {
  /** The id after which the next read begins. */
  readonly from: string;
  /** The highest id that was read; before the first, an id that no entry has. */
  readonly highest: string;
  /** Whether older entries may not have been read yet: the next read does not wait for new ones, and its entries are not fresh. */
  readonly behind: boolean;
  /** How many interruptions there were. */
  readonly interruptions: number;
  /** How many there were when the last read that succeeded began. */
  readonly overcome: number;
  /** The node of a Cluster that answered last; undefined where it is not known, and outside a Cluster. */
  readonly node: string | undefined;
  /** Before how many milliseconds ago it never goes back. */
  readonly lookBackMs: number;
}

/** What a read that succeeded found. */
export interface CompletedRead {
  /** The place from which it was begun. */
  readonly begun: StreamPlace;
  /** When it was begun, in milliseconds since 1970. */
  readonly begunAt: number;
  readonly entries: readonly StreamEntry[];
  /** Whether no more entries follow. */
  readonly all: boolean;
  /** Whether the entry `highest` was asked for before the read, and was no longer in the stream. */
  readonly lost: boolean;
  /** The node of a Cluster that holds the stream after the read, where it is known. */
  readonly node: string | undefined;
}

/** `interrupted`: the connection was closed, or a read failed. `now` is in milliseconds since 1970. */
export type StreamEvent =
  | { readonly kind: 'interrupted'; readonly now: number }
  | { readonly kind: 'read'; readonly now: number; readonly read: CompletedRead };

/** What the receiver is told; the calls of `FollowedStream` of the same names. */
export type StreamEffect =
  | { readonly kind: 'lost' }
  | { readonly kind: 'receive'; readonly text: string; readonly writtenAt: number; readonly fresh: boolean }
  | { readonly kind: 'caughtUp'; readonly until: number };

/** The place of a reader that begins `lookBackMs` milliseconds before `now`, in milliseconds since 1970. */
export function firstPlace(now: number, lookBackMs: number): StreamPlace {
  const from = `${now - lookBackMs}-0`;
  return { from, highest: from, behind: true, interruptions: 0, overcome: 0, node: undefined, lookBackMs };
}

/** Whether an interruption is not over: the next read may be answered by another node. */
export const isInterrupted = ({ interruptions, overcome }: StreamPlace) => interruptions > overcome;

/** @returns the place after an event, and what to tell the receiver, in this order */
export function next(place: StreamPlace, event: StreamEvent): { place: StreamPlace; effects: StreamEffect[] } {
  if (event.kind === 'interrupted') return { place: interrupted(place, event.now), effects: [] };
  const { begun, begunAt, entries, all, lost, node = place.node } = event.read;
  const effects: StreamEffect[] = lost ? [{ kind: 'lost' }] : [];
  let { highest } = place;
  for (const { id, text } of entries) {
    const first = isAfter(id, highest);
    if (first) highest = id;
    effects.push({ kind: 'receive', text, writtenAt: msOf(id), fresh: first && !place.behind });
  }
  const read = { ...place, highest, node, overcome: begun.interruptions };
  // In a Cluster ioredis follows the stream to another node without an event.
  const moved = place.node !== undefined && node !== place.node;
  if (moved || isInterrupted(read)) return { place: interrupted(read, event.now), effects };
  if (all) effects.push({ kind: 'caughtUp', until: begunAt });
  return { place: { ...read, from: entries.at(-1)?.id ?? place.from, behind: place.behind && !all }, effects };
}

function interrupted(place: StreamPlace, now: number): StreamPlace {
  const from = `${Math.max(msOf(place.highest) - OVERLAP_MS, now - place.lookBackMs)}-0`;
  return { ...place, from, behind: true, interruptions: place.interruptions + 1 };
}

/** When Redis made the id of an entry, in milliseconds since 1970, by its own clock. */
const msOf = (id: string) => Number(id.split('-')[0]);

function isAfter(a: string, b: string): boolean {
  const [ms, sequence] = [msOf(a) - msOf(b), Number(a.split('-')[1]) - Number(b.split('-')[1])];
  return ms > 0 || (ms === 0 && sequence > 0);
}
