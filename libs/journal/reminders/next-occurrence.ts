const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When something recurs, by the clocks of a time zone. */
export interface Recurrence {
  /** As in `08:30`. */
  readonly time: string;
  /** By ISO 8601, 1 for Monday to 7; at least one. */
  readonly weekdays: readonly number[];
}

/**
 * The first moment after another at which the clocks of a time zone show the time on one of the weekdays. A time that clocks
 * skip is the moment at which they do; of a time that they show twice, the first counts.
 *
 * @param zone of the IANA database
 * @throws RangeError for an unknown time zone
 */
export function nextOccurrence({ time, weekdays }: Recurrence, zone: string, after: Date): Date {
  const offsetAt = offsetsOf(zone);
  const today = startOfDay(after.getTime() + offsetAt(after.getTime()));
  // A week from today there is one, unless clocks skip it; the next is then at most another week later.
  for (let day = today; day <= today + 15 * DAY_MS; day += DAY_MS) {
    if (!weekdays.includes(new Date(day).getUTCDay() || 7)) continue;
    const moment = momentOf(day + Date.parse(`1970-01-01T${time}:00Z`), offsetAt);
    if (moment > after.getTime()) return new Date(moment);
  }
  throw new RangeError('There is no weekday.');
}

const startOfDay = (ms: number) => Math.floor(ms / DAY_MS) * DAY_MS;

/** How many milliseconds the clocks are ahead of UTC at a moment. */
type Offsets = (moment: number) => number;

function offsetsOf(zone: string): Offsets {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return (moment) => {
    const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const ahead = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
    return sign === '-' ? -ahead : ahead;
  };
}

/** When clocks show a time. @param shown the time, as if it were of UTC */
function momentOf(shown: number, offsetAt: Offsets): number {
  // No clock is further than a day from UTC, and none changes twice within two days.
  const [before, later] = [offsetAt(shown - DAY_MS), offsetAt(shown + DAY_MS)];
  const fitting = [before, later].map((offset) => shown - offset).filter((at) => at + offsetAt(at) === shown);
  if (fitting.length > 0) return Math.min(...fitting);
  // Skipped: the change is between what the time would be by the later clocks and by those before.
  let [early, late] = [shown - later, shown - before];
  while (late - early > MINUTE_MS) {
    const middle = early + Math.floor((late - early) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetAt(middle) === before) early = middle;
    else late = middle;
  }
  return late;
}
