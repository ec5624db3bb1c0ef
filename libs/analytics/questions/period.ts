import { analyticsProblems } from '../analytics.errors.js';
import type { PeriodQueryDto } from './questions.dto.js';

const DEFAULT_DAYS = 30;

/** Days of a time zone, as in `2026-01-15`; both count. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/**
 * The days of which a question asks: by default the last 30 that ended or run.
 *
 * @param most the number of days that may be asked for
 * @throws Problem `period_backwards` (400) where the last day is before the first, `question_too_large` (422) for more days
 */
export function periodOf({ from, to }: Pick<PeriodQueryDto, 'from' | 'to'>, timeZone: string, most: number): Period {
  const last = to ? Temporal.PlainDate.from(to) : Temporal.Now.plainDateISO(timeZone);
  const first = from ? Temporal.PlainDate.from(from) : last.subtract({ days: Math.min(DEFAULT_DAYS, most) - 1 });
  const days = first.until(last).days + 1;
  if (days < 1) throw analyticsProblems.period_backwards();
  if (days > most) throw analyticsProblems.question_too_large({ en: `${most} days`, fr: `${most} jours` });
  return { from: first.toString(), to: last.toString(), timeZone };
}

/** As many days, right before. */
export function periodBefore({ from, to, timeZone }: Period): Period {
  const last = Temporal.PlainDate.from(from).subtract({ days: 1 });
  const days = Temporal.PlainDate.from(from).until(to).days;
  return { from: storableDay(last.subtract({ days })), to: storableDay(last), timeZone };
}

/** The moments at which a period begins and ends, in UTC, as in `2026-01-14T23:00:00Z`; the end is no part of it. */
export function momentsOf({ from, to, timeZone }: Period): { readonly start: string; readonly end: string } {
  const midnight = (day: Temporal.PlainDate) => storable(day.toZonedDateTime(timeZone).toInstant());
  return {
    start: midnight(Temporal.PlainDate.from(from)),
    end: midnight(Temporal.PlainDate.from(to).add({ days: 1 })),
  };
}

/** Of the years 1 to 9999, as PostgreSQL reads them; no event is from another. */
const [earliest, latest] = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];

function storable(moment: Temporal.Instant): string {
  if (Temporal.Instant.compare(moment, earliest) < 0) return earliest;
  return Temporal.Instant.compare(moment, latest) > 0 ? latest : moment.toString();
}

const storableDay = (day: Temporal.PlainDate) => (day.year < 1 ? '0001-01-01' : day.toString());
