import 'reflect-metadata';
import { Command } from 'commander';
import { inActor } from '#platform/audit';
import { explain } from '../terminal/explain.js';
import { registerAuditCommands } from './audit.command.js';
import { registerAuthCommands } from './auth.command.js';
import { registerBackupCommands } from './backup.command.js';
import { registerCatalogCommands } from './catalog.command.js';
import { registerClimbCommands } from './climb.command.js';
import { registerConfigCommands } from './config.command.js';
import { registerDatabaseCommands } from './database.command.js';
import { registerDoctorCommands } from './doctor.command.js';
import { registerEventsCommands } from './events.command.js';
import { registerFlagsCommands } from './flags.command.js';
import { registerJobsCommands } from './jobs.command.js';
import { registerKeysCommands } from './keys.command.js';
import { registerOperatorCommands } from './operator.command.js';
import { registerProveCommands } from './prove.command.js';
import { registerRestoreCommands } from './restore.command.js';
import { type CliSession, openSession } from './session.js';
import { registerShardsCommands } from './shards.command.js';
import { registerTenantCommands } from './tenant.command.js';
import { registerTenantArchiveCommands } from './tenant-archive.command.js';

const program = new Command('palier').description("The operator's command line of Palier.").showHelpAfterError();
let session: CliSession | undefined;
const open = async () => {
  session ??= await openSession(process.env);
  return session;
};

registerConfigCommands(program);
registerDatabaseCommands(program);
registerBackupCommands(program, open);
registerRestoreCommands(program, open);
registerClimbCommands(program, open);
registerDoctorCommands(program);
registerOperatorCommands(program, open);
registerKeysCommands(program, open);
registerTenantCommands(program, open);
registerTenantArchiveCommands(program, open);
registerCatalogCommands(program, open);
registerAuthCommands(program, open);
registerFlagsCommands(program, open);
registerEventsCommands(program, open);
registerAuditCommands(program, open);
registerJobsCommands(program, open);
registerProveCommands(program, open);
registerShardsCommands(program, open);

try {
  await inActor({ kind: 'command', id: 'palier' }, () => program.parseAsync());
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
} finally {
  await session?.close();
}
// An application that failed to start leaves its connections open, which would keep this process running.
if (process.exitCode) process.exit();
