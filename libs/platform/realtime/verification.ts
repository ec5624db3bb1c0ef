import { setImmediate } from 'node:timers/promises';
import type { AccessControl } from '#platform/access';
import type { EventStream } from './event-stream.js';

/** Streams that are checked at once. */
const AT_ONCE = 10;

/** Complete checks of the access of streams, a few at a time: those with the same credential cost one. */
export class Verification {
  private readonly waiting = new Set<EventStream>();
  private readonly checking = new Set<EventStream>();
  private running = false;

  constructor(private readonly access: AccessControl) {}

  /** Checks a stream, which sends nothing meanwhile, and then wakes or ends it. */
  check(stream: EventStream): void {
    if (this.checking.has(stream)) return;
    this.waiting.add(stream);
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

  /** The next streams, by what their access depends on. */
  private take(): EventStream[][] {
    const groups = new Map<string, EventStream[]>();
    for (const stream of this.waiting) {
      const { key } = stream.access;
      const same = groups.get(key);
      if (!same && groups.size === AT_ONCE) continue;
      this.waiting.delete(stream);
      this.checking.add(stream);
      if (same) same.push(stream);
      else groups.set(key, [stream]);
    }
    return [...groups.values()];
  }

  /** @param same at least one */
  private async checkAll(same: readonly EventStream[]): Promise<void> {
    const checks = same.map(({ access }) => access.check());
    const admitted = await this.access.stillAdmits((same[0] as EventStream).access);
    for (const [n, stream] of same.entries()) {
      this.checking.delete(stream);
      const check = checks[n];
      if (!admitted) stream.end();
      else if (check) {
        stream.access.confirm(check);
        stream.wake();
      }
    }
  }
}
