import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import type { Database, DatabaseStatistics } from '#platform/database';
import { newId } from '#platform/ids';
import { RepeatedFlush } from '#platform/resilience';
import type { Lifecycle } from '#platform/telemetry';
import { addReport } from './hours.sql.js';
import { type Counters, countedSince, readCounters } from './read-counters.js';
import { ServedMinutes } from './served-minutes.js';

/** How often what was counted is written. */
const FLUSH_MS = 60_000;
/** How often an API looks whether it serves: several times a minute, so that a slow event loop leaves out none. */
const LOOK_MS = 15_000;
/** How long the end of a process waits for the last write. */
const LAST_FLUSH_MS = 3000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What is added to the rows of an hour, under a number that grows. It stays as it is, however often it is tried. */
interface Report extends Counters {
  readonly number: number;
  readonly hour: number;
  readonly minutes: bigint;
}

/**
 * Adds what this process counted to the rows of the hour, once a minute. While PostgreSQL is away the counts stay in memory, by the hour; a
 * report whose answer was lost is sent again, and PostgreSQL adds it once.
 */
export class HourCollector implements BeforeApplicationShutdown {
  private readonly log = new Logger('Trends');
  private readonly process = newId();
  private readonly flushing = new RepeatedFlush(
    FLUSH_MS,
    () => this.flush(),
    (error) =>
      this.log.warn(`The figures of this process cannot be written; they are tried again in a minute: ${error}`),
  );
  private readonly waiting: Report[] = [];
  /** The minutes that are not reported yet, by the hour in milliseconds. */
  private readonly minutes = new Map<number, bigint>();
  private readonly served: ServedMinutes;
  private reports = 0;
  private counted: Counters | undefined;
  private begun = false;
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    statistics: Pick<DatabaseStatistics, 'answers'>,
    lifecycle: Pick<Lifecycle, 'state'>,
    private readonly read: () => Promise<Counters> = readCounters,
  ) {
    this.served = new ServedMinutes(lifecycle, statistics, (minute) => this.add(minute));
  }

  /** Called by processes that serve, not by commands. */
  begin(process: 'api' | 'worker'): void {
    this.begun = true;
    if (process === 'api') {
      this.served.look(Date.now());
      this.looking = setInterval(() => this.served.look(Date.now()), LOOK_MS).unref();
    }
    // Processes that were started together do not write together.
    this.flushing.begin(Math.random() * FLUSH_MS);
  }

  /** Writes what was counted until now. @throws Problem `database_unavailable` (503) and others; the next call writes it, too */
  now(): Promise<void> {
    return this.flushing.now();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.begun) return;
    clearInterval(this.looking);
    this.served.closeUntil(Number.POSITIVE_INFINITY);
    await Promise.race([this.flushing.end(), pause(LAST_FLUSH_MS, undefined, { ref: false })]);
  }

  private add(minute: number): void {
    const hour = hourOf(minute);
    this.minutes.set(hour, (this.minutes.get(hour) ?? 0n) | (1n << BigInt((minute - hour) / MINUTE_MS)));
  }

  private async flush(): Promise<void> {
    const now = Date.now();
    this.served.closeUntil(now);
    const hour = hourOf(now);
    this.minutes.set(hour, this.minutes.get(hour) ?? 0n);
    for (const former of [...this.minutes.keys()].filter((each) => each < hour)) await this.report(former);
    // While this fails, the present hour gathers: of each hour two reports wait at most.
    await this.send();
    await this.report(hour);
    await this.send();
  }

  private async report(hour: number): Promise<void> {
    const counters = await this.read();
    const minutes = this.minutes.get(hour) ?? 0n;
    const added = countedSince(this.counted, counters);
    this.counted = counters;
    this.minutes.delete(hour);
    if (minutes === 0n && added.routes.size === 0 && added.lookups === 0) return;
    this.reports += 1;
    this.waiting.push({ ...added, number: this.reports, hour, minutes });
  }

  private async send(): Promise<void> {
    for (;;) {
      const [next] = this.waiting;
      if (!next) return;
      const { number, hour, minutes, hits, lookups, routes } = next;
      const figures = [`${minutes}`, hits, lookups, JSON.stringify([...routes.values()])] as const;
      await this.database.unscoped('trends.figures', (tx) =>
        tx.run(addReport, this.process, number, new Date(hour), ...figures),
      );
      this.waiting.shift();
    }
  }
}

function hourOf(moment: number): number {
  return moment - (moment % HOUR_MS);
}
