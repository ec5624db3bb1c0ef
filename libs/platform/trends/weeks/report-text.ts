import type { Locale } from '#platform/problems';
import { biggestChange } from './biggest-change.js';
import { type IsoWeek, weekOf } from './iso-week.js';
import { formatsOf, type Line, linesOf } from './report-lines.js';
import { filled, reportWords } from './report-words.js';
import { type Availability, FEWEST_REQUESTS, type WeekFigures } from './week-figures.js';
import type { WeekReport } from './week-reports.js';

/** How many of the slowest routes are named. */
const SLOWEST = 5;

/**
 * A report as text for people, with a line feed at the end. Its first line says of which deployment and week it is.
 *
 * @param publicUrl of the deployment, where it has one
 */
export function reportText(report: WeekReport, locale: Locale, publicUrl?: string): string {
  const { week, figures, before, lastDays } = report;
  const [words, formats] = [reportWords[locale], formatsOf(locale)];
  const [from, until] = [0, 6].map((day) => formats.day(new Date(Date.parse(week.monday) + day * 86_400_000)));
  const deployment = publicUrl === undefined ? 'Palier' : `Palier (${new URL(publicUrl).host})`;
  const parts = [
    [filled(words.title, { deployment, week: week.name, from: from ?? '', until: until ?? '' })],
    figures ? table(week, figures, before, locale) : [words.noData],
    [
      ...(figures?.requests === 0 ? [words.noTraffic] : []),
      ...(figures && !before ? [words.noWeekBefore] : []),
      ...(lastDays && lastDays.minutes > 0 ? [lastDaysLine(lastDays, locale)] : []),
    ],
    // Before the routes, which are left out first where a text is cut.
    figures && before ? [biggestChange(figures, before, locale)] : [],
    figures && figures.routes.length > 0 ? slowest(figures, before, locale) : [],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function lastDaysLine({ served, minutes }: Availability, locale: Locale): string {
  const [words, formats] = [reportWords[locale], formatsOf(locale)];
  const without = minutes - served;
  const form = new Intl.PluralRules(locale).select(without) === 'one' ? 'one' : 'other';
  return filled(words.lastDays, {
    share: formats.share(served / minutes),
    minutes: filled(words.minutes[form], { n: formats.whole(without) }),
  });
}

function table(week: IsoWeek, figures: WeekFigures, before: WeekFigures | null, locale: Locale): string[] {
  const words = reportWords[locale];
  const rows = linesOf(locale).map((line) => [
    line.label,
    line.text(figures),
    ...(before ? [line.text(before), changeOf(line, figures, before, locale)] : []),
  ]);
  const head = ['', week.name, ...(before ? [weekOf(week.from, 1).name, words.change] : [])];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return all.map((row) => row.map(cell).join('  ').trimEnd());
}

/** In percent, or for a share in points. */
function changeOf({ value, isShare }: Line, figures: WeekFigures, before: WeekFigures, locale: Locale): string {
  const [words, formats] = [reportWords[locale], formatsOf(locale)];
  const [now, was] = [value(figures), value(before)];
  if (now === null || was === null) return '';
  if (isShare) return `${formats.signed((now - was) * 100, 3)} ${words.points}`;
  return was === 0 ? '' : `${formats.signed((now / was - 1) * 100, 1)} %`;
}

function slowest(figures: WeekFigures, before: WeekFigures | null, locale: Locale): string[] {
  const [words, formats] = [reportWords[locale], formatsOf(locale)];
  const known = new Map(before?.routes.map(({ route, p95Seconds }) => [route, p95Seconds]));
  const lines = figures.routes.slice(0, SLOWEST).map(({ route, p95Seconds }) => {
    const was = known.get(route);
    const then = was === undefined ? '' : `, ${filled(words.slowestBefore, { p95: formats.seconds(was) })}`;
    return `  ${formats.seconds(p95Seconds).padStart(8)}  ${route}${then}`;
  });
  return [filled(words.slowest, { fewest: `${FEWEST_REQUESTS}` }), ...lines];
}
