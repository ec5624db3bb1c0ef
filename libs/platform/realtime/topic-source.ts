import { isUuid, uuidTime } from '#platform/ids';
import type { Tally } from '#platform/telemetry';
import type { EventSource } from './event-stream.js';
import type { Entry } from './history.js';
import { eventBytes } from './message.js';
import type { Topic } from './topic.js';
import type { Follower, Topics } from './topics.js';

/** How far a client that resumes goes back, in milliseconds: for clocks that differ, and messages that took a while. */
const OVERLAP_MS = 2000;

/**
 * What one client gets of its topics. It has a place in the history and no queue: while the client reads nothing, it costs
 * nothing, and what was dropped meanwhile becomes a `reset`.
 */
export class TopicSource implements EventSource, Follower {
  /** The latest entry that the client has, while it is behind. */
  private place = 0;
  /** Whether there may be entries after `place`. */
  private behind = false;
  private reset = false;
  private readonly end: () => void;
  wake: () => void = () => {};

  /** @param seen the Last-Event-ID of the client; where it is no UUIDv7, the client gets what comes from now on */
  constructor(
    private readonly topics: Topics,
    private readonly mine: readonly Topic[],
    private seen: string | undefined,
    private readonly resets: Tally,
  ) {
    if (seen !== undefined && isUuid(seen) && seen[14] === '7') this.resume(uuidTime(seen) - OVERLAP_MS);
    this.end = topics.follow(mine, this);
  }

  next(): Buffer | undefined {
    if (this.reset) return this.sendReset();
    while (this.behind) {
      const entry = this.topics.history.after(this.mine, this.place);
      if (entry === 'gone') return this.sendReset();
      this.behind = entry !== undefined;
      if (!entry) return undefined;
      this.place = entry.place;
      if (entry.id !== this.seen) return entry.bytes;
    }
    return undefined;
  }

  beat(): Buffer {
    return this.topics.beat();
  }

  closed(): void {
    this.end();
  }

  arrived({ place }: Entry): void {
    if (!this.behind) {
      this.place = place - 1;
      this.behind = true;
    }
    this.wake();
  }

  lost(): void {
    this.reset = true;
    this.wake();
  }

  private resume(since: number): void {
    const { history } = this.topics;
    this.reset = !history.reaches(since);
    this.place = history.placeBefore(this.mine, since);
    this.behind = this.place < history.last;
  }

  /** The client reads again what it shows, so that it needs nothing of the history. */
  private sendReset(): Buffer {
    this.reset = false;
    this.behind = false;
    this.resets.add();
    return eventBytes(this.topics.idNow(), 'reset', '{}');
  }
}
