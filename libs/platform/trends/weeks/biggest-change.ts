import type { Locale } from '#platform/problems';
import { formatsOf, linesOf } from './report-lines.js';
import { filled, reportWords } from './report-words.js';
import type { WeekFigures } from './week-figures.js';

/** A figure that changed, and how much: 0.7 is its double or half, whatever it was. */
interface Change {
  readonly what: string;
  readonly before: string;
  readonly now: string;
  readonly size: number;
}

/** From which on a change is told: 5 %. */
const TOLD = Math.log(1.05);
/** Seconds below which a change of a route's durations means nothing. */
const ROUTE_FLOOR = 0.005;

/** The figure of the week, or of one of its routes, that changed most in proportion; a sentence. */
export function biggestChange(now: WeekFigures, before: WeekFigures, locale: Locale): string {
  const [words, formats] = [reportWords[locale], formatsOf(locale)];
  const ofWeek = linesOf(locale).flatMap(({ label, value, text, floor }): Change[] => {
    const [is, was] = [value(now), value(before)];
    if (floor === undefined || is === null || was === null) return [];
    return [{ what: label, before: text(before), now: text(now), size: sizeOf(is, was, floor) }];
  });
  const known = new Map(before.routes.map(({ route, p95Seconds }) => [route, p95Seconds]));
  const ofRoutes = now.routes.flatMap(({ route, p95Seconds }): Change[] => {
    const was = known.get(route);
    if (was === undefined) return [];
    const texts = { before: formats.seconds(was), now: formats.seconds(p95Seconds) };
    return [{ what: filled(words.p95Of, { route }), ...texts, size: sizeOf(p95Seconds, was, ROUTE_FLOOR) }];
  });
  const [biggest] = [...ofWeek, ...ofRoutes].sort((a, b) => b.size - a.size);
  if (!biggest || biggest.size < TOLD) return words.steady;
  return filled(words.biggest, { what: biggest.what, before: biggest.before, now: biggest.now });
}

/** The floor makes a change from nothing finite, and one that means nothing small. */
function sizeOf(now: number, before: number, floor: number): number {
  return Math.abs(Math.log((now + floor) / (before + floor)));
}
