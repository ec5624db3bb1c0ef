import type { Command } from 'commander';
import { ErasureLedger } from '#platform/erasure-ledger';
import { Problem } from '#platform/problems';
import { textUpTo } from './options.js';
import { asJson, type Output } from './output.js';
import { replayErasures, waiveErasures } from './replay-erasures.js';
import type { CliSession } from './session.js';

interface ReplayOptions {
  readonly waive?: boolean;
  readonly reason?: string;
}

/** `palier erasures status` and `replay`. */
export function registerErasuresCommands(program: Command, open: () => Promise<CliSession>): void {
  const erasures = program
    .command('erasures')
    .description('Erasures of persons and purges of tenants, which a restored database may lack.');
  erasures
    .command('status')
    .description('Show how many there were, how many were waived, and whether some have to be done again.')
    .option('--json', 'as JSON')
    .action(async ({ json }: Output) => {
      const ledger = (await open()).app.get(ErasureLedger);
      const { number: noted, waived } = await ledger.newest();
      const behind = await isBehind(ledger);
      const text = `${noted} noted, ${waived} waived. ${behind ? 'Some have to be done again: run "palier erasures replay".' : 'None has to be done again.'}\n`;
      process.stdout.write(json ? asJson({ noted, waived, behind }) : text);
    });
  erasures
    .command('replay')
    .description('Erase and purge again what the storage knows to be erased and the database has, and what was waived.')
    .option('--waive', 'serve without doing so; the status shows it until a replay without this option')
    .option('--reason <text>', 'with --waive: why, for the audit', textUpTo(200))
    .action(async ({ waive, reason }: ReplayOptions, command: Command) => {
      if (waive && !reason) command.error("error: '--waive' needs '--reason <text>'");
      if (!waive && reason) command.error("error: '--reason' is for '--waive'");
      const { app } = await open();
      const count = await (waive ? waiveErasures(app, reason ?? '') : replayErasures(app));
      const what = waive ? 'were waived' : 'were done again; the worker ends them';
      process.stdout.write(count > 0 ? `Erasures: ${count} ${what}.\n` : 'No erasure has to be done again.\n');
    });
}

/** @throws Problem `storage_unavailable` (503), `erasure_ledger_altered` (500) */
async function isBehind(ledger: ErasureLedger): Promise<boolean> {
  try {
    await ledger.requireNoneMissing();
    return false;
  } catch (error) {
    if (error instanceof Problem && error.code === 'erasures_to_replay') return true;
    throw error;
  }
}
