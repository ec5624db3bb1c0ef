import { setTimeout as pause } from 'node:timers/promises';
import type { ApiProcess } from './api-process.js';
import type { Reason } from './messages.js';

/** Milliseconds of life after which former deaths are forgotten. */
const FORGOTTEN_MS = 60_000;
const LONGEST_MS = 30_000;
/** Milliseconds in which a process that should replace another has to serve: one that hangs would hold up all others. */
const START_MS = 300_000;

/** Milliseconds before another start, after so many failures in a row: 0, 1,000, 2,000, 4,000 … 30,000. */
export function pauseAfter(failures: number): number {
  return failures < 2 ? 0 : Math.min(1000 * 2 ** (failures - 2), LONGEST_MS);
}

/** What a slot needs of the supervisor. */
export interface SlotOwner {
  readonly ending: AbortSignal;
  /** Milliseconds in which a process has to end. */
  readonly patienceMs: number;
  /**
   * @param replacing whether a process of the slot goes on until this one serves
   * @throws Error where the system cannot start one
   */
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
    private readonly owner: SlotOwner,
  ) {
    this.current = owner.fork(false);
  }

  /** Starts another process whenever the current one dies. */
  async keep(): Promise<void> {
    const { ending } = this.owner;
    while (!ending.aborted) {
      const { current } = this;
      const how = await current.ended;
      if (ending.aborted || this.current !== current) continue;
      this.owner.count('died');
      if (this.next) {
        this.current = this.next;
        continue;
      }
      await this.pause(`Process ${this.number} ${how}: another starts`, current.age);
      let next: ApiProcess | undefined;
      while (!next && !ending.aborted) next = await this.fork(false);
      this.current = next ?? current;
    }
  }

  /** Starts another process, and ends this one when that serves. Until then, and while it cannot start, this one goes on. */
  async replace(old: ApiProcess, reason: Reason): Promise<void> {
    // It may have died meanwhile, and has a successor.
    while (!this.owner.ending.aborted && this.current === old && old.state !== 'ended') {
      const next = await this.fork(true);
      if (!next) continue;
      this.next = next;
      const late = setTimeout(() => next.kill(), START_MS);
      const serves = await next.serves;
      clearTimeout(late);
      this.next = undefined;
      if (this.current !== old) return;
      if (serves) return this.handOver(old, next, reason);
      await this.pause(
        `A process that should replace process ${this.number} ${await next.ended}, so that one goes on: another starts`,
        next.age,
      );
    }
  }

  /** @returns undefined where the system cannot start one, for want of memory, say: after a pause another try may follow */
  private async fork(replacing: boolean): Promise<ApiProcess | undefined> {
    try {
      return this.owner.fork(replacing);
    } catch (error) {
      const { message } = error as Error;
      await this.pause(`Process ${this.number} could not be started (${message}): another try follows`, 0);
      return undefined;
    }
  }

  private async handOver(from: ApiProcess, to: ApiProcess, reason: Reason): Promise<void> {
    this.current = to;
    this.failures = 0;
    this.owner.count(reason);
    from.end('SIGTERM', this.owner.patienceMs);
    await from.ended;
  }

  /** @param age how long the process lived that failed, in milliseconds */
  private async pause(what: string, age: number): Promise<void> {
    if (this.owner.ending.aborted) return;
    this.failures = age > FORGOTTEN_MS ? 1 : this.failures + 1;
    const ms = pauseAfter(this.failures);
    process.stderr.write(`${what}${ms ? ` in ${ms / 1000} s` : ''}.\n`);
    await pause(ms, undefined, { signal: this.owner.ending }).catch(() => {});
  }
}
