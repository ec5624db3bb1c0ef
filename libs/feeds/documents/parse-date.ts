import { monthNumbers } from './month-names.js';
import { zoneOffset, zonePattern } from './time-zone.js';

/** Year, month, day, hour, minute, second, as far as they are given; the zone in lower case. */
interface DateParts {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly time?: readonly number[];
  readonly zone?: string;
}

const mostCharacters = 100;
/** Clocks and zones are wrong by less; a later date would keep a post on top of every list. */
const mostAhead = 2 * 24 * 60 * 60 * 1000;
const time = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?';
const zone = '\\s*(\\S{1,9})?';
const iso =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2}))?(?:(?:t|\s+|t\s+)(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,12})?)?\s*(\S{1,9})?)?$/;
const yearFirst = new RegExp(`^(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})(?:[t ]\\s*${time}${zone})?$`);
const yearLast = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})(?:,?\\s+${time}${zone})?$`);

/**
 * The moment that a date of any habit means: RFC 822, 850, 1123 and 3339, ISO 8601, asctime, seconds or milliseconds since
 * 1970, and dates in words of five languages. Without a zone it is in UTC, without a day or a time at the beginning of
 * what is given. `3/4/2026` is not read, as nobody knows which of them is the month.
 *
 * @param now milliseconds since 1970
 * @returns RFC 3339 in UTC; null for what is no date, for days that do not exist, for dates more than two days ahead of
 * `now`, and for those up to the beginning of 1970, which programs write when they know none
 */
export function parseDate(written: string | undefined, now: number): string | null {
  if (!written || written.length > mostCharacters) return null;
  const text = simplified(written);
  const parts = numericParts(text) ?? isoParts(text) ?? slashedParts(text) ?? wordParts(text);
  const moment = /^\d{9,10}$|^\d{12,13}$/.test(text) ? Number(text) * (text.length > 10 ? 1 : 1000) : momentOf(parts);
  if (moment === null || moment <= 0 || moment > now + mostAhead) return null;
  return new Date(moment).toISOString();
}

/** In lower case, without accents, comments in parentheses and superfluous spaces. */
function simplified(written: string): string {
  const plain = written.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[−–]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `20261231` and `20261231235959`. */
function numericParts(text: string): DateParts | null {
  const [, year, month, day, hour = '0', minute = '0', second = '0'] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(text) ?? [];
  if (!year) return null;
  return { year: +year, month: Number(month), day: Number(day), time: [+hour, +minute, +second] };
}

function isoParts(text: string): DateParts | null {
  const [, year, month, day, basicMonth, basicDay, ...rest] = iso.exec(text) ?? [];
  if (!year) return null;
  return {
    year: +year,
    month: Number(month ?? basicMonth ?? 1),
    day: Number(day ?? basicDay ?? 1),
    ...timeOf(rest),
  };
}

function slashedParts(text: string): DateParts | null {
  const [, year, month, day, ...rest] = yearFirst.exec(text) ?? [];
  if (year) return { year: +year, month: Number(month), day: Number(day), ...timeOf(rest) };
  const [, first, separator, second, last, ...others] = yearLast.exec(text) ?? [];
  if (!last) return null;
  const [a, b] = [Number(first), Number(second)];
  // With full stops the day is first, everywhere.
  if (separator === '.' || a > 12 || a === b) return { year: +last, month: b, day: a, ...timeOf(others) };
  return b > 12 ? { year: +last, month: a, day: b, ...timeOf(others) } : null;
}

function timeOf([hour, minute, second, zone]: readonly (string | undefined)[]): Pick<DateParts, 'time' | 'zone'> {
  return hour ? { time: [+hour, Number(minute), Number(second ?? 0)], zone } : {};
}

/** A name of a month, and round it a day, a year, a time and a zone, in any order. */
function wordParts(text: string): DateParts | null {
  const clock = /(\d{1,2})(?::|h)(\d{2})(?:[:m](\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?/.exec(text);
  const rest = clock ? text.slice(clock.index + clock[0].length) : '';
  const words = (clock ? text.slice(0, clock.index) : text).split(/[\s,./]+|-(?=\D)|(?<=[a-z])-/);
  const after = rest.trim().split(/[\s,]+/);
  const month = words.map((word) => monthNumbers.get(word)).find((number) => number);
  const numbers = words.map((word) => /^(\d{1,4})(?:st|nd|rd|th|er|ere|o)?$/.exec(word)?.[1]).filter((n) => n);
  const yearAfter = after.find((word) => /^\d{4}$/.test(word));
  const [day, year] = inOrder([...numbers, ...(yearAfter ? [yearAfter] : [])] as string[]);
  if (!month || !year) return null;
  const zone = after.find((word) => word !== yearAfter && zonePattern.test(word) && !/^(?:uhr|uur|h)$/.test(word));
  return { year, month, day: day ?? 1, ...(clock ? { time: clockOf(clock), zone } : {}) };
}

/** A year has four digits, or comes after the day; of two digits it is one from 1970 to 2069. */
function inOrder(numbers: readonly string[]): [number | undefined, number | undefined] {
  const long = numbers.find((number) => number.length === 4);
  const [day, short] = numbers.filter((number) => number !== long).map(Number);
  if (long) return [day, +long];
  return [day, short === undefined ? undefined : short + (short < 70 ? 2000 : 1900)];
}

function clockOf([, hour, minute, second, half]: RegExpExecArray): number[] {
  const hours = half ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour);
  return [hours, Number(minute), Number(second ?? 0)];
}

function momentOf(parts: DateParts | null): number | null {
  if (!parts) return null;
  const { year, month = 1, day = 1, time: [hour = 0, minute = 0, second = 0] = [], zone = 'z' } = parts;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const exists = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day && year >= 1000;
  // Midnight may be written as the end of a day, and a minute may have a leap second.
  const told = hour < 24 ? minute < 60 && second <= 60 : hour === 24 && minute === 0 && second === 0;
  const offset = zonePattern.test(zone) ? zoneOffset(zone) : null;
  if (!exists || !told || offset === null) return null;
  return midnight.getTime() + ((hour * 60 + minute - offset) * 60 + Math.min(second, 59)) * 1000;
}
