import { userInfo } from 'node:os';
import { Command, CommanderError } from 'commander';
import { inActor } from '#platform/audit';
import { PALIER_VERSION } from '#platform/config';
import { explain } from '../terminal/explain.js';
import { registerAlertCommands } from './alert.command.js';
import { registerAnalyticsCommands } from './analytics.command.js';
import { registerAuditCommands } from './audit.command.js';
import { registerAuthCommands } from './auth.command.js';
import { registerBackupCommands } from './backup.command.js';
import { registerBundleCommands } from './bundle.command.js';
import { registerCanaryCommand } from './canary.command.js';
import { registerCatalogCommands } from './catalog.command.js';
import { registerClimbCommands } from './climb.command.js';
import { registerConfigCommands } from './config.command.js';
import { registerDatabaseCommands } from './database.command.js';
import { registerDegradeCommand } from './degrade.command.js';
import { registerDemoCommand } from './demo.command.js';
import { registerDoctorCommands } from './doctor.command.js';
import { registerErasuresCommands } from './erasures.command.js';
import { registerEventsCommands } from './events.command.js';
import { registerFeedsCommands } from './feeds.command.js';
import { registerFlagsCommands } from './flags.command.js';
import { registerJobsCommands } from './jobs.command.js';
import { registerKeysCommands } from './keys.command.js';
import { registerMediaCommands } from './media.command.js';
import { registerNginxCommand } from './nginx.command.js';
import { registerOperatorCommands } from './operator.command.js';
import { registerPersonCommands } from './person.command.js';
import { registerPlanCommand } from './plan.command.js';
import { registerProveCommands } from './prove.command.js';
import { registerPublishCommand } from './publish.command.js';
import { registerReceiptCommands } from './receipt.command.js';
import { registerRestoreCommands } from './restore.command.js';
import { type CliSession, openSession } from './session.js';
import { registerShardsCommands } from './shards.command.js';
import { registerSmokeCommand } from './smoke.command.js';
import { registerTenantCommands } from './tenant.command.js';
import { registerTenantArchiveCommands } from './tenant-archive.command.js';
import { registerTrendsCommand } from './trends.command.js';

/**
 * Runs one command of `palier`, with the environment of this process. Messages go to standard output and error;
 * the exit code is in `process.exitCode`, not set for success.
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  let session: CliSession | undefined;
  const program = commandLine(async () => {
    session ??= await openSession(process.env);
    return session;
  });
  try {
    await inActor({ kind: 'command', id: systemUser() }, () => program.parseAsync(args, { from: 'user' }));
  } catch (error) {
    // Commander has printed its own.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = 1;
    }
  } finally {
    await session?.close();
  }
}

/** Who runs the command, for the audit: the name of the system's user, or its number where it has no name. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Every command of `palier`, with its arguments, options and help. `open` is called by those that need the database. */
export function commandLine(open: () => Promise<CliSession>): Command {
  const program = new Command('palier').description("The operator's command line of Palier.").showHelpAfterError();
  program.version(PALIER_VERSION, '-v, --version', 'print the version');
  // Else `--version` after a command would print the version, also where the command has an option of that name.
  program.enablePositionalOptions();
  // Subcommands inherit it: an invalid call throws, so that the session is closed.
  program.exitOverride();
  registerCommands(program, open);
  return program;
}

function registerCommands(program: Command, open: () => Promise<CliSession>): void {
  registerConfigCommands(program);
  registerDatabaseCommands(program);
  registerNginxCommand(program);
  registerPlanCommand(program);
  registerBackupCommands(program, open);
  registerRestoreCommands(program, open);
  registerClimbCommands(program, open);
  registerDoctorCommands(program);
  registerSmokeCommand(program);
  registerCanaryCommand(program);
  registerOperatorCommands(program, open);
  registerKeysCommands(program, open);
  registerTenantCommands(program, open);
  registerTenantArchiveCommands(program, open);
  registerDemoCommand(program, open);
  registerCatalogCommands(program, open);
  registerPublishCommand(program);
  registerBundleCommands(program);
  registerAuthCommands(program, open);
  registerMediaCommands(program, open);
  registerPersonCommands(program, open);
  registerErasuresCommands(program, open);
  registerReceiptCommands(program);
  registerFeedsCommands(program, open);
  registerAnalyticsCommands(program, open);
  registerFlagsCommands(program, open);
  registerDegradeCommand(program, open);
  registerEventsCommands(program, open);
  registerAuditCommands(program, open);
  registerJobsCommands(program, open);
  registerAlertCommands(program);
  registerProveCommands(program, open);
  registerShardsCommands(program, open);
  registerTrendsCommand(program, open);
}
