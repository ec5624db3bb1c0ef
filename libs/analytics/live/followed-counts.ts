import { type EventSource, type EventStream, eventBytes } from '#platform/realtime';
import { liveSeconds } from './live-counts.js';
import { addUp, type Summary } from './summary.js';

/** Milliseconds after which the counts of a process that is silent are left out. */
export const forgottenAfterMs = 25_000;

/** The counts of a tenant that clients of this process follow. */
export class FollowedCounts {
  readonly streams = new Map<CountsSource, EventStream>();
  /** When the other processes were asked last, in milliseconds since 1970. */
  askedAt = 0;
  /** The latest event, made once for all clients. */
  bytes: Buffer = Buffer.of();
  private readonly heard = new Map<string, { readonly counts: Summary; readonly at: number }>();
  private data = '';

  /** Takes what another process has, in place of what it said before. */
  take(process: string, counts: Summary, at: number): void {
    this.heard.set(process, { counts, at });
  }

  /** Makes an event where the counts have changed, for all clients. @param own what this process has */
  refresh(own: Summary, id: string): void {
    const since = Date.now() - forgottenAfterMs;
    for (const [process, { at }] of this.heard) if (at < since) this.heard.delete(process);
    const { names, others } = addUp([own, ...[...this.heard.values()].map(({ counts }) => counts)]);
    const total = names.reduce((sum, { count }) => sum + count, others);
    const data = JSON.stringify({ seconds: liveSeconds, total, names, others });
    if (data === this.data) return;
    this.data = data;
    this.bytes = eventBytes(id, 'counts', data);
    for (const stream of this.streams.values()) stream.wake();
  }
}

/** What one client gets: the latest counts, without those that it was too slow for. */
export class CountsSource implements EventSource {
  private sent: Buffer | undefined;

  constructor(
    private readonly followed: FollowedCounts,
    readonly userId: string | undefined,
    readonly beat: () => Buffer,
    readonly closed: () => void,
  ) {}

  next(): Buffer | undefined {
    const { bytes } = this.followed;
    if (bytes === this.sent) return undefined;
    this.sent = bytes;
    return bytes;
  }
}
