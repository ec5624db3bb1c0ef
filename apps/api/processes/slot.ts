import { setTimeout as pause } from 'node:timers/promises';
import type { ApiProcess } from './api-process.js';
import type { Reason } from './messages.js';

/** Milliseconds of life after which former deaths are forgotten. */
const FORGOTTEN_MS = 60_000;
const LONGEST_MS = 30_000;

/** Milliseconds before another start, after so many failures in a row: 0, 1,000, 2,000, 4,000 … 30,000. */
export function pauseAfter(failures: number): number {
  return failures < 2 ? 0 : Math.min(1000 * 2 ** (failures - 2), LONGEST_MS);
}

/** What a slot needs of the supervisor. */
export interface Crew {
  readonly ending: AbortSignal;
  /** @param replacing whether a process of the slot goes on until this one serves */
  fork(replacing: boolean): ApiProcess;
  count(reason: Reason | 'died'): void;
}

/** The place of one process: a successor takes it when the process dies, or before it is replaced. */
export class Slot {
  current: ApiProcess;
  /** The one that starts to replace it. */
  private next: ApiProcess | undefined;
  private failures = 0;

  /** @param number from 1 on; the name of the process in the metrics */
  constructor(
    readonly number: number,
    private readonly crew: Crew,
  ) {
    this.current = crew.fork(false);
  }

  /** Starts another process whenever the current one dies. */
  async keep(): Promise<void> {
    const { ending } = this.crew;
    while (!ending.aborted) {
      const { current } = this;
      const how = await current.ended;
      if (ending.aborted || this.current !== current) continue;
      this.crew.count('died');
      if (this.next) {
        this.current = this.next;
        continue;
      }
      await this.pause(`Process ${this.number} ${how}: another starts`, current);
      if (!ending.aborted) this.current = this.crew.fork(false);
    }
  }

  /** Starts another process, and ends this one when that serves. Until then, and while it cannot start, this one goes on. */
  async replace(process: ApiProcess, reason: Reason): Promise<void> {
    // It may have died meanwhile, and has a successor.
    while (!this.crew.ending.aborted && this.current === process && process.state !== 'ended') {
      const next = this.crew.fork(true);
      this.next = next;
      const serves = await next.serves;
      this.next = undefined;
      if (serves) return this.handOver(process, next, reason);
      await this.pause(
        `A process that should replace process ${this.number} ${await next.ended}, so that one goes on: another starts`,
        next,
      );
    }
  }

  private async handOver(from: ApiProcess, to: ApiProcess, reason: Reason): Promise<void> {
    if (this.current !== from) return;
    this.current = to;
    this.failures = 0;
    this.crew.count(reason);
    from.end('SIGTERM');
    await from.ended;
  }

  private async pause(what: string, after: ApiProcess): Promise<void> {
    if (this.crew.ending.aborted) return;
    this.failures = after.age > FORGOTTEN_MS ? 1 : this.failures + 1;
    const ms = pauseAfter(this.failures);
    global.process.stderr.write(`${what}${ms ? ` in ${ms / 1000} s` : ''}.\n`);
    await pause(ms, undefined, { signal: this.crew.ending }).catch(() => {});
  }
}
