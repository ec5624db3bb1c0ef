import { readDateTime } from '#platform/dates';

/** Date and time of `xs:dateTime`, or of the basic form without separators, with a comma or a point before the fraction. */
const FORM = /^(\d{4})(-?)(\d\d)\2(\d\d)T(\d\d)(:?)(\d\d)\6(\d\d)(?:[.,](\d+))?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/;
const QUARTER_MS = 900_000;
const DAY_MS = 24 * 3_600_000;

/**
 * Reads times of ISO 8601 as milliseconds since 1970; NaN for all others.
 *
 * @param timeZone of times without an offset
 */
export function isoTimes(timeZone: string): (text: string) => number {
  // Offsets change at full quarters of an hour, and to find one takes as long as to read a hundred times.
  let [quarter, ahead] = [Number.NaN, 0];
  const aheadAt = (local: number): number => {
    const begin = local - (local % QUARTER_MS);
    if (begin !== quarter) {
      const date = Temporal.Instant.fromEpochMilliseconds(begin).toZonedDateTimeISO('UTC').toPlainDateTime();
      [quarter, ahead] = [begin, begin - date.toZonedDateTime(timeZone).epochMilliseconds];
    }
    return ahead;
  };
  return (text) => {
    const found = FORM.exec(text);
    if (!found || (found[2] === '') !== (found[6] === '')) return Number.NaN;
    const [, year, , month, day, hour, , minute, second, fraction = '0', hours, minutes = '00'] = found;
    const midnight = hour === '24' && /^0+$/.test(`${minute}${second}${fraction}`);
    const time = `${midnight ? '00' : hour}:${minute}:${second}.${fraction.slice(0, 9)}`;
    const moment = readDateTime(`${year}-${month}-${day}T${time}${hours ? `${hours}:${minutes}` : 'Z'}`);
    if (!moment) return Number.NaN;
    const at = moment.getTime() + (midnight ? DAY_MS : 0);
    return hours || text.endsWith('Z') ? at : at - aheadAt(at);
  };
}
