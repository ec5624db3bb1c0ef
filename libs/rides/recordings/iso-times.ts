import { readDateTime } from '#platform/dates';

/** Date and time of `xs:dateTime`, or of the basic form without separators, with a comma or a point before the fraction. */
const FORM = /^(\d{4})(-?)(\d\d)\2(\d\d)T(\d\d)(:?)(\d\d)\6(\d\d)(?:[.,](\d+))?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/;
const QUARTER_MS = 900_000;
const DAY_MS = 24 * 3_600_000;
/** Quarters of ten days, kept for files that go back and forth. */
const MOST_OFFSETS = 1000;

/**
 * Reads times of ISO 8601 as milliseconds since 1970; NaN for all others.
 *
 * @param timeZone of times without an offset
 */
export function isoTimes(timeZone: string): (text: string) => number {
  // Offsets change at full quarters of an hour, and to find one takes as long as to read a hundred times.
  const offsets = new Map<number, number>();
  const aheadAt = (local: number): number => {
    const begin = local - (local % QUARTER_MS);
    let ahead = offsets.get(begin);
    if (ahead === undefined) {
      const date = Temporal.Instant.fromEpochMilliseconds(begin).toZonedDateTimeISO('UTC').toPlainDateTime();
      ahead = begin - date.toZonedDateTime(timeZone).epochMilliseconds;
      if (offsets.size === MOST_OFFSETS) offsets.clear();
      offsets.set(begin, ahead);
    }
    return ahead;
  };
  let [date, midnight] = ['', Number.NaN];
  return (text) => {
    const found = FORM.exec(text);
    if (!found || (found[2] === '') !== (found[6] === '')) return Number.NaN;
    const [, year, , month, day, hour, , minute, second, fraction, hours, minutes] = found;
    const here = `${year}-${month}-${day}`;
    if (here !== date) [date, midnight] = [here, readDateTime(`${here}T00:00:00Z`)?.getTime() ?? Number.NaN];
    const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
    const at = midnight + time + (fraction ? Number(`${fraction}00`.slice(0, 3)) : 0);
    if (Number(minute) > 59 || Number(second) > 59 || at - midnight > DAY_MS) return Number.NaN;
    if (!hours) return text.endsWith('Z') ? at : at - aheadAt(at);
    const east = Number(`${hours.slice(0, 1)}1`) * Number(minutes ?? 0) + Number(hours) * 60;
    return Math.abs(east) < 1440 && Number(minutes ?? 0) < 60 ? at - east * 60_000 : Number.NaN;
  };
}
