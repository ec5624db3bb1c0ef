import { uuidTime } from '#platform/ids';
import { eventBytes, type Message } from './message.js';
import type { Topic } from './topic.js';

/** Memory of an entry beside its bytes, estimated. */
const OVERHEAD = 400;

/** A message that this process received. */
export interface Entry {
  readonly id: string;
  readonly topic: Topic;
  /** Its place in the order of receipt. */
  readonly place: number;
  /** When it was sent or came, whichever is later, in milliseconds since 1970. */
  readonly at: number;
  /** The event, made once for all streams. */
  readonly bytes: Buffer;
}

/** The latest messages, by topic, bounded in age and bytes: the oldest are dropped first. */
export class History {
  private readonly entries = new Map<string, Entry>();
  private readonly topics = new Map<Topic, Entry[]>();
  private bytes = 0;
  private dropped = 0;
  private latest = 0;
  /** What was sent until then, in milliseconds since 1970, may be missing. */
  private from = Date.now();
  private lostUntil = 0;

  /**
   * @param keptMs the age of an entry, in milliseconds, at most
   * @param mostBytes of all entries
   */
  constructor(
    private readonly keptMs: number,
    private readonly mostBytes: number,
  ) {}

  /** The place of the latest entry; 0 before the first. */
  get last(): number {
    return this.latest;
  }

  /** Adds a message. @returns undefined where it is there already */
  add(message: Message, sentAt: number, now = Date.now()): Entry | undefined {
    const { id, topic, name, data } = message;
    if (this.entries.has(id)) return undefined;
    this.latest += 1;
    const at = Math.max(sentAt, uuidTime(id));
    const entry = { id, topic, place: this.latest, at, bytes: eventBytes(id, name, data) };
    this.entries.set(id, entry);
    const same = this.topics.get(topic);
    if (same) same.push(entry);
    else this.topics.set(topic, [entry]);
    this.bytes += entry.bytes.length + OVERHEAD;
    this.forget(now);
    return entry;
  }

  /**
   * Whether it has every message that was sent after `since`, in milliseconds since 1970. Not after a time to come: the
   * clock was set back, and what was sent since then looks older.
   */
  reaches(since: number, now = Date.now()): boolean {
    return since <= now && since >= Math.max(this.from, this.lostUntil, now - this.keptMs);
  }

  /** It has all that was sent after `since`, in milliseconds since 1970, but what was lost or dropped meanwhile. */
  complete(since: number): void {
    this.from = since;
  }

  /** Messages that were sent until then, in milliseconds since 1970, may be missing. */
  lost(until: number): void {
    this.lostUntil = Math.max(this.lostUntil, until);
  }

  /** The place after which a client of these topics reads on that received all that was sent until `since`. */
  placeBefore(topics: readonly Topic[], since: number): number {
    const places = topics.map((topic) => this.topics.get(topic)?.find(({ at }) => at > since)?.place);
    return Math.min(...places.map((place) => (place ?? this.latest + 1) - 1));
  }

  /** The first entry of these topics after a place; `gone` where it may have been dropped. */
  after(topics: readonly Topic[], place: number): Entry | 'gone' | undefined {
    if (place < this.dropped) return 'gone';
    let first: Entry | undefined;
    for (const topic of topics) {
      const next = firstAfter(this.topics.get(topic) ?? [], place);
      if (next && (!first || next.place < first.place)) first = next;
    }
    return first;
  }

  private forget(now: number): void {
    for (const entry of this.entries.values()) {
      if (entry.at > now - this.keptMs && this.bytes <= this.mostBytes) return;
      this.entries.delete(entry.id);
      this.bytes -= entry.bytes.length + OVERHEAD;
      this.dropped = entry.place;
      this.lost(entry.at);
      const same = this.topics.get(entry.topic);
      same?.shift();
      if (same?.length === 0) this.topics.delete(entry.topic);
    }
  }
}

/** By halving: a stream that fell behind asks for each of many. */
function firstAfter(entries: readonly Entry[], place: number): Entry | undefined {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Entry).place > place) high = middle;
    else low = middle + 1;
  }
  return entries[low];
}
