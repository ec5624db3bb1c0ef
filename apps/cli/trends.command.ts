import { type Command, InvalidArgumentError, Option } from 'commander';
import { type IsoWeek, reportText, WeekReports, weekNamed, weekOf } from '#platform/trends';
import { wholeNumber } from './options.js';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';

interface Given extends Output {
  weeksAgo: number;
  week?: IsoWeek;
}

/** `palier trends`. */
export function registerTrendsCommand(program: Command, open: () => Promise<CliSession>): void {
  program
    .command('trends')
    .description(
      'How a week compares with the week before: requests, durations, errors, availability, cache, sessions.',
    )
    .option('--weeks-ago <n>', 'which week: 0 is the present one, 1 the last one', wholeNumber(0, 60), 1)
    .addOption(new Option('--week <week>', 'which week, as in 2026-W47').argParser(isoWeek).conflicts('weeksAgo'))
    .addOption(new Option('--json', 'print JSON'))
    .action(async ({ week, weeksAgo, json }: Given) => {
      const { app, settings } = await open();
      const report = await app.get(WeekReports).compare(week ?? weekOf(new Date(), weeksAgo));
      process.stdout.write(json ? asJson(report) : reportText(report, 'en', settings.publicUrl));
    });
}

function isoWeek(text: string): IsoWeek {
  const week = weekNamed(text);
  if (week && week.from > new Date()) throw new InvalidArgumentError('It must be a week that has begun.');
  if (week) return week;
  throw new InvalidArgumentError('It must be a week of ISO 8601, such as 2026-W47.');
}
