import type { Command } from 'commander';
import { describeSettings, readSettings, type SettingRow } from '#platform/config';
import type { Locale } from '#platform/problems';
import { terminalLocale } from '../terminal/terminal-locale.js';
import { columns } from './columns.js';
import { optionsInFrench, unitsInFrench } from './config-french.js';

const sources: Record<Locale, Record<SettingRow['source'], string>> = {
  en: { environment: 'environment', default: 'default' },
  fr: { environment: 'environnement', default: 'défaut' },
};

/** A long URL pushes its own line aside, not the column. */
const widest = 40;

/** `palier config`: the settings in force, without touching anything. */
export function registerConfigCommands(program: Command): void {
  program
    .command('config')
    .description('Show every setting: its value (secrets masked), where it comes from and what it does.')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      const rows = describeSettings(readSettings(process.env), process.env);
      process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : table(rows, terminalLocale(process.env)));
    });
}

function table(rows: readonly SettingRow[], locale: Locale): string {
  const lines = rows.map(({ name, value, unit, source, about }) => [
    name,
    `${value || '-'} ${locale === 'fr' ? (unitsInFrench[unit] ?? unit) : unit}`.trim(),
    sources[locale][source],
    locale === 'fr' ? (optionsInFrench[name] ?? about) : about,
  ]);
  return columns(lines, widest);
}
