import { folded, monthOf } from './month-names.js';
import { momentIn, zoneOf } from './time-zone.js';

const mostCharacters = 100;
const DAY = 24 * 60 * 60 * 1000;
/** Clocks and zones are wrong by less; a later date would keep a post on top of every list. */
const mostAhead = 2 * DAY;
const half = String.raw`\s?([ap])\.?\s?m(?![a-z])\.?`;
/** `9:05`, `14h30`, `9.05.00` after a space, `8 h` and `9 p. m.` */
const time = new RegExp(
  String.raw`(?<!\d)(\d{1,2})(?:(?::|\s?h\s?(?=\d\d(?!\d)))(\d{2})(?:[:m](\d{2})(?:[.,:](\d{1,12}))?)?(?:${half})?|\s?h(?!\w)|${half})` +
    String.raw`|(?<=\s)(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])(?:${half})?`,
);
/** They say that a number before them is an hour. */
const filling = /^(?:uhr|uur|heures?|horas?|hs|hrs?|h|klo|kl)$/;

/**
 * The moment that a date of any habit means: RFC 822, 850, 1123 and 3339, ISO 8601, asctime, seconds or milliseconds since
 * 1970, those of programming languages, and dates in words of eighteen languages. Without a zone it is in UTC, without a day or
 * a time at the beginning of what is given. `3/4/2026` is not read, as nobody knows which of them is the month, nor is a time in
 * a zone that is unknown.
 *
 * @param now milliseconds since 1970
 * @returns RFC 3339 in UTC; null for what is no date, for days that do not exist, for dates more than two days ahead of
 * `now`, and for those up to the beginning of 1970, which programs write when they know none
 */
export function parseDate(written: string | undefined, now: number): string | null {
  if (!written || written.length > mostCharacters) return null;
  const moment = momentOf(simplified(written)) ?? sinceEpoch(written.trim());
  if (moment === null || moment <= 0 || moment > now + mostAhead) return null;
  return new Date(moment).toISOString();
}

/** Folded, without comments in parentheses and superfluous spaces; colons and hyphens are where ISO 8601 has them. */
function simplified(written: string): string {
  return folded(written)
    .replace(/\((?:[^()]|\([^()]*\))*\)/g, ' ')
    .replace(/[−–]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/, '$1-$2-$3')
    .replace(/^(\d{4}-?\d{2}-?\d{2})[t ]?(\d{2})(\d{2})(?=(?:\d{2})?(?![\d:]))/, '$1 $2:$3:')
    .replace(/:(?!\d)/, '');
}

function sinceEpoch(text: string): number | null {
  if (/^\d{12,13}$/.test(text)) return Number(text);
  return /^\d{9,10}(?:\.\d{1,9})?$/.test(text) ? Math.trunc(Number(text) * 1000) : null;
}

function momentOf(text: string): number | null {
  const clock = time.exec(text);
  const after = clock ? text.slice(clock.index + clock[0].length).split(/[\s,;|[\]]+/) : [];
  const words = after.filter((word) => word && !filling.test(word));
  const before = clock ? text.slice(0, clock.index).trim() : text;
  const [, date = '', am, pm] = /^(.*?)(?:(午前|上午|오전)|(午後|下午|오후))?$/.exec(before) ?? [];
  const yearAfter = /\d{4}/.test(date) ? undefined : words.find((word) => /^\d{4}$/.test(word));
  const plain = date.replace(/(?<=\d)t$|[\s,.|]+$/, '');
  const midnight = digitsOf(plain) ?? wordsOf(plain, yearAfter);
  const passed = clock ? timeOf(clock, am ? 'a' : pm && 'p') : 0;
  const zones = words.filter((word) => word !== yearAfter);
  const zone = zones.length > 0 ? zoneOf(zones) : 'z';
  return midnight === null || passed === null || !zone ? null : momentIn(zone, midnight + passed);
}

/** Midnight in UTC of a date that is written in digits. */
function digitsOf(date: string): number | null {
  const [, thisYear, , month, dayOfMonth] = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/.exec(date) ?? [];
  if (thisYear) return midnightOf(thisYear, month, dayOfMonth);
  const [, basicYear, basicMonth, basicDay] = /^(\d{4})(\d{2})(\d{2})$/.exec(date) ?? [];
  if (basicYear) return midnightOf(basicYear, basicMonth, basicDay);
  const [, year, week, weekday = '1', ordinal] = /^(\d{4})-?(?:w(\d{2})(?:-?([1-7]))?|(\d{3}))$/.exec(date) ?? [];
  if (year) return countedFrom(year, week, weekday, ordinal);
  const [, first, separator, second = '', last] = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(date) ?? [];
  if (!last) return null;
  // With full stops the day is first, everywhere.
  if (separator === '.' || Number(first) > 12 || Number(first) === +second) return midnightOf(last, second, first);
  return +second > 12 ? midnightOf(last, first, second) : null;
}

/** By the number of a week and a day of it, the first having the fourth of January, or by the number of a day in its year. */
function countedFrom(year: string, week: string | undefined, weekday: string, ordinal?: string): number | null {
  const first = midnightOf(year);
  if (first === null) return null;
  const monday = ((11 - new Date(first).getUTCDay()) % 7) - 3;
  const days = week ? monday + (Number(week) - 1) * 7 + Number(weekday) - 1 : Number(ordinal) - 1;
  const midnight = first + days * DAY;
  const exists = week ? week > '00' && week <= '53' : new Date(midnight).getUTCFullYear() === Number(year);
  return exists ? midnight : null;
}

/** Of a name of a month, and beside it a day and a year, in any order. */
function wordsOf(date: string, yearAfter: string | undefined): number | null {
  const words = date.split(/[\s,./|]+|-(?=\D)|(?<=\D)-/);
  const last = words.findLastIndex((word) => /^\d/.test(word));
  const isMonth = (word: string) => Boolean(monthOf(word));
  // Names of days are those of months in other languages, and come first or last: `mar. 5 mai 2026` and `5 mai 2026, mar.`
  const month = monthOf(words.slice(0, Math.max(last, 0)).findLast(isMonth) ?? words.find(isMonth) ?? '');
  const numbers = [...words, ...(yearAfter ? [yearAfter] : [])].flatMap(
    (word) => /^(\d{1,2}|\d{4})(?:st|nd|rd|th|er|ere|o)?$/.exec(word)?.[1] ?? [],
  );
  const [day, year] = inOrder(numbers);
  return month && year && numbers.length <= 2 ? midnightOf(year, month, day) : null;
}

/** A year has four digits, or comes after the day; of two digits it is one from 1970 to 2069. */
function inOrder(numbers: readonly string[]): [number | undefined, number | undefined] {
  const long = numbers.find((number) => number.length === 4);
  const [day, short] = numbers.filter((number) => number !== long).map(Number);
  if (long) return [day, +long];
  return [day, short === undefined ? undefined : short + (short < 70 ? 2000 : 1900)];
}

function midnightOf(year: string | number, month: string | number = 1, day: string | number = 1): number | null {
  const midnight = new Date(Date.UTC(+year, +month - 1, +day));
  const exists = midnight.getUTCMonth() === +month - 1 && midnight.getUTCDate() === +day && +year >= 1000;
  return exists ? midnight.getTime() : null;
}

/** The milliseconds since midnight; null for no time of the day. */
function timeOf(clock: RegExpExecArray, halfBefore: string | undefined): number | null {
  const [, hour = clock[7], minute = clock[8] ?? '0', second = clock[9] ?? '0', fraction = '0'] = clock;
  const half = halfBefore ?? clock[5] ?? clock[6] ?? clock[10];
  const hours = half && Number(hour) <= 12 ? (Number(hour) % 12) + (half === 'p' ? 12 : 0) : Number(hour);
  // Midnight may be written as the end of a day, and a minute may have a leap second.
  const exists = hours < 24 ? +minute < 60 && +second <= 60 : hours === 24 && +minute === 0 && +second === 0;
  const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1000);
  return exists ? ((hours * 60 + +minute) * 60 + Math.min(+second, 59)) * 1000 + milliseconds : null;
}
