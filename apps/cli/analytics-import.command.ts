import { type Command, Option } from 'commander';
import {
  type EventImportOptions,
  EventImports,
  type ImportedEvents,
  type ImportFormat,
  importFormats,
} from '#analytics';
import { fileBytes } from '#platform/lines';
import type { ProgressOutput } from './import-output.js';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';
import { presentTenant } from './tenants.js';

/** Refused lines that are printed one by one. */
const MOST_PRINTED = 10;
/** Lines between two lines of progress, where the output is no terminal. */
const PROGRESS_EVERY = 100_000;

interface ImportFlags extends Output {
  format: ImportFormat;
  tenant: string;
  countries?: string;
}

/** `palier analytics import`: events from access logs and from files of events. */
export function registerImportCommand(analytics: Command, open: () => Promise<CliSession>): void {
  analytics
    .command('import')
    .description(
      'Store the event of each line of a file once, also where it is imported again; exits with 1 where lines were refused.',
    )
    .argument('<file>', 'lines of an access log or of events, gzipped where its name ends in .gz; - for standard input')
    .addOption(
      new Option('--format <format>', 'access log of Apache or nginx, or the JSON of an event a line')
        .choices(importFormats)
        .makeOptionMandatory(),
    )
    .requiredOption('--tenant <slug>', 'the tenant whose events they are')
    .option('--countries <file>', 'lines network,country such as 192.0.2.0/24,FR, for the countries of an access log')
    .option('--json', 'the result as JSON')
    .action(async (file: string, { tenant: slug, format, countries, json }: ImportFlags) => {
      const { app } = await open();
      const { id } = await presentTenant(app, slug);
      const bytes = file === '-' ? process.stdin : await fileBytes(file);
      const networks = countries === undefined ? undefined : await fileBytes(countries);
      const report = importProgress(process.stderr);
      const result = await app
        .get(EventImports)
        .import(id, bytes, { format, countries: networks, ...report })
        .finally(report.end);
      process.stdout.write(json ? asJson(result) : importedReport(slug, result));
      if (Object.keys(result.refused).length > 0) process.exitCode = 1;
    });
}

/** Shows the first refused lines, and how many lines were read: on a terminal in one line, which is written anew. */
function importProgress(
  output: ProgressOutput,
): Pick<EventImportOptions, 'onRefused' | 'onProgress'> & { end(): void } {
  const clear = output.isTTY ? '\r\x1b[K' : '';
  let refused = 0;
  let printed = 0;
  return {
    onRefused: (line, code) => {
      refused += 1;
      if (refused <= MOST_PRINTED) output.write(`${clear}line ${line}: ${code}\n`);
      else if (refused === MOST_PRINTED + 1) output.write(`${clear}Further refused lines are only counted.\n`);
    },
    onProgress: ({ lines }) => {
      if (!output.isTTY && lines - printed < PROGRESS_EVERY) return;
      printed = lines;
      output.write(output.isTTY ? `${clear}${lines} lines` : `${lines} lines\n`);
    },
    end: () => output.write(clear),
  };
}

/** The counts of an import, and of refused lines by their faults. */
function importedReport(slug: string, { lines, stored, duplicates, refused }: ImportedEvents): string {
  if (lines === 0) return `The file has no lines: nothing was imported for ${slug}.\n`;
  const row = (what: string, count: number) => `  ${what.padEnd(22)}${String(count).padStart(9)}`;
  const all = Object.values(refused).reduce((sum, count) => sum + count, 0);
  const faults = Object.entries(refused).map(([code, count]) => row(`  ${code}`, count));
  const hint = all === lines ? ['No line could be imported: is the file in the format that --format says?'] : [];
  const counts = [row('lines', lines), row('stored', stored), row('stored before', duplicates), row('refused', all)];
  return [`Events of ${slug}`, ...counts, ...faults, ...hint, ''].join('\n');
}
