import type { Command } from 'commander';
import { climbBack } from './climb/climb-back.js';
import { climbFinish } from './climb/climb-finish.js';
import { climbToSolo } from './climb/climb-to-solo.js';
import { climbUp } from './climb/climb-up.js';
import { postgresUrl } from './options.js';
import type { CliSession } from './session.js';

interface ClimbOptions {
  database?: string;
  appUrl?: string;
  redis?: string;
  toSolo?: boolean;
  back?: boolean;
  unchecked?: boolean;
  finish?: boolean;
  yes?: boolean;
}

/** `palier climb`: moves the data to the next database of the ladder, and back. */
export function registerClimbCommands(program: Command, open: () => Promise<CliSession>): void {
  program
    .command('climb')
    .description('Move all data to another database while the deployment serves, or end such a cutover.')
    .option(
      '--database <url>',
      "to your own PostgreSQL: an administrator's URL, or that of a prepared database's owner",
      postgresUrl,
    )
    .option(
      '--app-url <url>',
      'with the URL of an owner: the URL of the application for the same database',
      postgresUrl,
    )
    .option('--redis <url>', 'with --database: the Redis to which the jobs are moved')
    .option('--to-solo', 'to the embedded PostgreSQL of this machine')
    .option(
      '--back',
      'return to this database: while nothing was written to the new one, or after an interrupted cutover',
    )
    .option('--unchecked', 'with --back: the new database is lost; do not check whether it was used')
    .option('--finish', 'print how to remove the old data')
    .option('--yes', 'with --finish: remove the embedded data')
    .action((options: ClimbOptions, command: Command) => climb(open, options, command));
}

async function climb(open: () => Promise<CliSession>, options: ClimbOptions, command: Command): Promise<void> {
  const { database, appUrl, redis, toSolo, back, unchecked = false, finish, yes = false } = options;
  const chosen = [database, toSolo, back, finish].filter(Boolean);
  if (chosen.length !== 1) command.error('error: give exactly one of --database, --to-solo, --back and --finish');
  if (database) await climbUp(open, { database, appUrl, redis });
  else if (toSolo) await climbToSolo(open);
  else if (back) await climbBack(open, unchecked);
  else await climbFinish(yes);
}
