import { setImmediate } from 'node:timers/promises';
import type { AccessControl } from '#platform/access';
import type { EventStream } from './event-stream.js';

/** Complete checks of the access of streams, a few at a time: those with the same credential cost one. */
export class Verification {
  /** By what their access depends on. */
  private readonly waiting = new Map<string, EventStream[]>();
  /** Those that wait or are being checked. */
  private readonly known = new Set<EventStream>();
  private running = false;

  /** @param atOnce checks before other requests get their turn */
  constructor(
    private readonly access: AccessControl,
    private readonly atOnce: number,
  ) {}

  /** Checks a stream, and then wakes or ends it. */
  check(stream: EventStream): void {
    if (this.known.has(stream)) return;
    this.known.add(stream);
    const { key } = stream.access;
    const same = this.waiting.get(key);
    if (same) same.push(stream);
    else this.waiting.set(key, [stream]);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    do {
      // Other requests get their turn, and streams of the same credential come together.
      await setImmediate();
      await Promise.all(this.take().map((same) => this.checkAll(same)));
    } while (this.waiting.size > 0);
    this.running = false;
  }

  private take(): EventStream[][] {
    const next: EventStream[][] = [];
    for (const [key, same] of this.waiting) {
      if (next.length === this.atOnce) break;
      this.waiting.delete(key);
      next.push(same);
    }
    return next;
  }

  /** @param same at least one */
  private async checkAll(same: readonly EventStream[]): Promise<void> {
    const checks = same.map(({ access }) => access.check());
    const admitted = await this.access.stillAdmits((same[0] as EventStream).access);
    for (const [n, stream] of same.entries()) {
      this.known.delete(stream);
      const check = checks[n];
      if (!admitted) stream.end();
      else if (check) {
        stream.access.confirm(check);
        stream.wake();
      }
    }
  }
}
