import type { Command } from 'commander';
import { climbBack } from './climb/climb-back.js';
import { climbFinish } from './climb/climb-finish.js';
import { climbToSolo } from './climb/climb-to-solo.js';
import { climbUp } from './climb/climb-up.js';
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

/** `palier climb`: the data climbs the ladder too, and may come down again. */
export function registerClimbCommands(program: Command, open: () => Promise<CliSession>): void {
  program
    .command('climb')
    .description('Move all data to another database while the deployment serves, or end such a move.')
    .option('--database <url>', "to a PostgreSQL of your own, as an administrator, or as a prepared database's owner")
    .option('--app-url <url>', 'beside an owner: the same database as the application')
    .option('--redis <url>', 'with --database: the Redis that its jobs go to')
    .option('--to-solo', 'to the embedded PostgreSQL of this machine')
    .option('--back', 'stay here after all: as long as nothing was written there, or where a move was cut off')
    .option('--unchecked', 'with --back: the new database is gone for good, do not look whether it was used')
    .option('--finish', 'say how to remove what the deployment left behind')
    .option('--yes', 'with --finish: remove the embedded data')
    .action((options: ClimbOptions, command: Command) => climb(open, options, command));
}

async function climb(open: () => Promise<CliSession>, options: ClimbOptions, command: Command): Promise<void> {
  const { database, appUrl, redis, toSolo, back, unchecked = false, finish, yes = false } = options;
  const chosen = [database, toSolo, back, finish].filter(Boolean);
  if (chosen.length !== 1) command.error('error: name one of --database, --to-solo, --back and --finish');
  if (database) await climbUp(open, { database, appUrl, redis });
  else if (toSolo) await climbToSolo(open);
  else if (back) await climbBack(open, unchecked);
  else await climbFinish(yes);
}
