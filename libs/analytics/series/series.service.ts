import { Injectable } from '@nestjs/common';
import { momentsOf, type Period, periodBefore } from '../questions/period.js';
import { Questions } from '../questions/questions.js';
import type { SeriesDto, SeriesPointDto, SeriesQueryDto, SeriesUnit } from './series.dto.js';
import { eventsByDay, eventsByHour, eventsByMinute } from './series.sql.js';

const MOST_DAYS = 1100;
const MOST_DAYS_BY_HOUR = 31;
const MINUTE_MS = 60_000;
const MINUTES = 60;

/** The points of a series, and what they add up to. */
type Points = Pick<SeriesDto, 'data' | 'totals'>;

/** Answers how often something happened, unit by unit. */
@Injectable()
export class SeriesService {
  constructor(private readonly questions: Questions) {}

  /** @throws Problem `period_backwards` (400), `question_too_large` (422), `questions_busy` (503) */
  answer(tenantId: string, { name = '', unit = 'day', ...query }: SeriesQueryDto): Promise<SeriesDto> {
    if (unit === 'minute') {
      const today = this.questions.period(tenantId, {}, 1);
      return this.questions.qualify(tenantId, today, () => this.byMinute(tenantId, name));
    }
    const period = this.questions.period(tenantId, query, unit === 'hour' ? MOST_DAYS_BY_HOUR : MOST_DAYS);
    return this.questions.qualify(tenantId, period, () =>
      unit === 'hour' ? this.byHour(tenantId, period, name) : this.byDay(tenantId, period, name, unit),
    );
  }

  /** @param name empty for all */
  async byDay(tenantId: string, period: Period, name = '', unit: SeriesUnit = 'day'): Promise<Points> {
    const { from } = periodBefore(period);
    const counts = countsOf(await this.questions.read(tenantId, eventsByDay, name, from, period.to));
    const days = lengthOf(period);
    const points: SeriesPointDto[] = [];
    for (let n = 0; n < days; n += 1) {
      const day = Temporal.PlainDate.from(period.from).add({ days: n });
      const events = counts.get(day.toString()) ?? 0;
      const before = counts.get(day.subtract({ days }).toString()) ?? 0;
      const point = points.at(-1);
      if (point && !begins(day, unit)) {
        point.events += events;
        point.before += before;
      } else points.push({ start: day.toString(), events, before });
    }
    return withTotals(points);
  }

  private async byHour(tenantId: string, period: Period, name: string): Promise<Points> {
    const { end } = momentsOf(period);
    const rows = await this.questions.read(tenantId, eventsByHour, name, momentsOf(periodBefore(period)).start, end);
    const counts = new Map(rows.map(({ at, events }) => [Date.parse(at), events]));
    const days = lengthOf(period);
    const points = hoursOf(period).map((at) => {
      const before = at.toZonedDateTimeISO(period.timeZone).subtract({ days }).epochMilliseconds;
      const events = counts.get(at.epochMilliseconds) ?? 0;
      return { start: new Date(at.epochMilliseconds).toISOString(), events, before: counts.get(before) ?? 0 };
    });
    return withTotals(points);
  }

  /** Without the hour before, which is not kept by minutes. */
  private async byMinute(tenantId: string, name: string): Promise<Points> {
    const now = Math.floor(Date.now() / MINUTE_MS);
    const counts = countsOf(await this.questions.read(tenantId, eventsByMinute, name));
    const points = Array.from({ length: MINUTES }, (_, n) => {
      const start = new Date((now - MINUTES + 1 + n) * MINUTE_MS).toISOString();
      return { start, events: counts.get(start) ?? 0, before: 0 };
    });
    return withTotals(points);
  }
}

const countsOf = (rows: readonly { at: string; events: number }[]) =>
  new Map(rows.map(({ at, events }) => [at, events]));

const lengthOf = ({ from, to }: Period) => Temporal.PlainDate.from(from).until(to).days + 1;

/**
 * The hours of the clocks: 23 or 25 on the days on which these change, and in a zone that changes them by half an hour one
 * that begins half an hour after another.
 */
function hoursOf(period: Period): Temporal.Instant[] {
  const { start, end } = momentsOf(period);
  const hours = new Map<number, Temporal.Instant>();
  for (let at = Temporal.Instant.from(start); Temporal.Instant.compare(at, end) < 0; at = at.add({ minutes: 30 })) {
    const hour = at.subtract({ minutes: at.toZonedDateTimeISO(period.timeZone).minute });
    hours.set(hour.epochMilliseconds, hour);
  }
  return [...hours.values()];
}

const begins = ({ dayOfWeek, day }: Temporal.PlainDate, unit: SeriesUnit) =>
  unit === 'day' || (unit === 'week' && dayOfWeek === 1) || (unit === 'month' && day === 1);

function withTotals(data: SeriesPointDto[]): Points {
  const sum = (of: 'events' | 'before') => data.reduce((total, point) => total + point[of], 0);
  return { data, totals: { events: sum('events'), before: sum('before') } };
}
