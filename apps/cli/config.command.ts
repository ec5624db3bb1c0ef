import type { Command } from 'commander';
import { describeSettings, readSettings, type SettingRow } from '#platform/config';
import { asJson, columns } from './output.js';

/** A longer value, such as a URL, shifts only its own line, not the column. */
const widest = 40;

/** `palier config`: the settings in force; opens no connection. */
export function registerConfigCommands(program: Command): void {
  program
    .command('config')
    .description('Show every setting: its value (secrets masked), where it comes from and what it does.')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      const rows = describeSettings(readSettings(process.env), process.env);
      process.stdout.write(json ? asJson(rows) : table(rows));
    });
}

function table(rows: readonly SettingRow[]): string {
  return columns(
    rows.map(({ name, value, unit, source, about }) => [name, `${value || '-'} ${unit}`.trim(), source, about]),
    widest,
  );
}
