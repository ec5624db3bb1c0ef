import type { Locale } from '#platform/problems';
import { usualBounds } from '#platform/telemetry';
import { filled, reportWords } from './report-words.js';
import type { WeekFigures } from './week-figures.js';

/** A figure of a week, which is compared with that of the week before. */
export interface Line {
  readonly label: string;
  /** Null where there is nothing to say, as of durations without requests. */
  readonly value: (week: WeekFigures) => number | null;
  readonly text: (week: WeekFigures) => string;
  /** Whether it is a share, whose change is told in points. */
  readonly isShare?: true;
  /** Below which a change means nothing; undefined for a figure that follows from others. */
  readonly floor?: number;
}

/** How numbers are written in a language. */
export function formatsOf(locale: Locale) {
  const tags = { en: 'en-GB', fr: 'fr-FR' };
  const format = (digits: number) => new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits });
  const [whole, one, three] = [format(0), format(1), format(3)];
  const seconds = (s: number) => (s < 1 ? `${whole.format(s * 1000)} ms` : `${one.format(s)} s`);
  return {
    whole: (n: number) => whole.format(n),
    /** One digit for small numbers: an hour may have less than a request. */
    rate: (n: number) => (n < 100 ? one : whole).format(n),
    seconds: (s: number) => (s >= (usualBounds.at(-1) as number) ? `> ${seconds(s)}` : seconds(s)),
    /** Never rounded up to all; 0.29 is 28.999… % in floating point. */
    share: (n: number) => `${three.format(Math.floor(Number((n * 100_000).toFixed(6))) / 1000)} %`,
    signed: (n: number, digits: number) =>
      new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(n),
    day: (date: Date) => new Intl.DateTimeFormat(tags[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(date),
  };
}

/** What is said of a week. */
export function linesOf(locale: Locale): readonly Line[] {
  const [words, formats] = [reportWords[locale], formatsOf(locale)];
  const ratio = (part: number, all: number) => (all === 0 ? null : part / all);
  const shown = (value: number | null, text: (value: number) => string) => (value === null ? '–' : text(value));
  const share = (label: string, value: Line['value'], floor: number): Line => {
    return { label, value, text: (week) => shown(value(week), formats.share), isShare: true, floor };
  };
  const number = (label: string, value: Line['value'], text: (n: number) => string, floor?: number): Line => {
    return { label, value, text: (week) => shown(value(week), text), ...(floor !== undefined && { floor }) };
  };
  return [
    number(words.requests, ({ requests }) => requests, formats.whole),
    number(words.rate, ({ requestsPerHour }) => requestsPerHour, formats.rate, 1),
    number(words.p95, ({ p95Seconds }) => p95Seconds, formats.seconds, 0.005),
    share(words.errors, ({ errors, requests }) => ratio(errors, requests), 0.001),
    share(words.availability, ({ availability }) => ratio(availability.served, availability.minutes), 0.001),
    share(words.hits, ({ cacheHits, cacheLookups }) => ratio(cacheHits, cacheLookups), 0.01),
    number(words.sessions, ({ sessions }) => sessions, formats.whole, 10),
    {
      label: words.hours,
      value: () => null,
      text: ({ hoursOfData, hours }) => filled(words.hoursOfWeek, { part: `${hoursOfData}`, whole: `${hours}` }),
    },
  ];
}
