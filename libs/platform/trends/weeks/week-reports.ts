import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type IsoWeek, weekOf } from './iso-week.js';
import { type Availability, type WeekFigures, weekFigures } from './week-figures.js';
import { firstHour, sumHours, sumRoutes } from './weeks.sql.js';

/** A week beside the week before. */
export interface WeekReport {
  readonly week: IsoWeek;
  /** Null where no process wrote figures in that week. */
  readonly figures: WeekFigures | null;
  readonly before: WeekFigures | null;
  /** Of the thirty days before the report was made, or since there are figures; null for weeks before the last one. */
  readonly lastDays: Availability | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const UNWRITTEN_MS = 2 * MINUTE_MS;
const LAST_DAYS_MS = 30 * 24 * HOUR_MS;

/** Reads what the processes counted in a week. */
@Injectable()
export class WeekReports {
  constructor(private readonly database: Database) {}

  /** @param now what processes counted in the two minutes before it is left out: they may not have written it */
  async compare(week: IsoWeek, now = new Date()): Promise<WeekReport> {
    const written = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS - UNWRITTEN_MS);
    const begin = await this.begin();
    const before = weekOf(week.from, 1);
    const days = new Date(Math.floor((written.getTime() - LAST_DAYS_MS) / HOUR_MS) * HOUR_MS);
    const isOld = now.getTime() >= weekOf(week.until).until.getTime();
    const [figures, figuresBefore, { minutes: served }] = await Promise.all([
      this.figures(week, begin, written),
      this.figures(before, begin, written),
      this.sums(days, written),
    ]);
    const lastDays = isOld ? null : { served, minutes: minutesOf(days, written, begin) };
    return { week, figures, before: figuresBefore, lastDays };
  }

  private async figures({ from, until }: IsoWeek, begin: Date | undefined, written: Date): Promise<WeekFigures | null> {
    const end = written < until ? written : until;
    const sums = await this.sums(from, end);
    if (sums.hours === 0) return null;
    const counts = await this.database.unscopedRead('trends.figures', sumRoutes, from, end);
    const hours = Math.ceil((end.getTime() - from.getTime()) / HOUR_MS);
    return weekFigures(sums, counts, hours, { served: sums.minutes, minutes: minutesOf(from, end, begin) });
  }

  private async sums(from: Date, until: Date) {
    const [sums] = await this.database.unscopedRead('trends.figures', sumHours, from, until);
    return sums ?? { hours: 0, hits: 0, lookups: 0, sessions: null, minutes: 0 };
  }

  /** The first minute in which an API served. */
  private async begin(): Promise<Date | undefined> {
    const [first] = await this.database.unscopedRead('trends.figures', firstHour);
    if (!first) return undefined;
    const bits = BigInt(first.minutes).toString(2);
    return new Date(first.hour.getTime() + (bits.length - 1 - bits.lastIndexOf('1')) * MINUTE_MS);
  }
}

/** How many minutes there are since a moment or the begin, whichever is later. What was before the begin is not known. */
function minutesOf(from: Date, until: Date, begin: Date | undefined): number {
  if (!begin) return 0;
  return Math.max(0, (until.getTime() - Math.max(from.getTime(), begin.getTime())) / MINUTE_MS);
}
