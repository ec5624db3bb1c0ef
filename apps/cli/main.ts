import 'reflect-metadata';
import { Command } from 'commander';
import { explain } from '../terminal/explain.js';
import { terminalLocale } from '../terminal/terminal-locale.js';
import { registerCatalogCommands } from './catalog.command.js';
import { registerConfigCommands } from './config.command.js';
import { registerDatabaseCommands } from './database.command.js';
import { registerFlagsCommands } from './flags.command.js';
import { registerOperatorCommands } from './operator.command.js';
import { registerProveCommands } from './prove.command.js';
import { type CliSession, openSession } from './session.js';
import { registerTenantCommands } from './tenant.command.js';

const program = new Command('palier').description("The operator's command line of Palier.").showHelpAfterError();
let session: CliSession | undefined;
const open = async () => {
  session ??= await openSession(process.env);
  return session;
};

registerConfigCommands(program);
registerDatabaseCommands(program);
registerOperatorCommands(program, open);
registerTenantCommands(program, open);
registerCatalogCommands(program, open);
registerFlagsCommands(program, open);
registerProveCommands(program, open);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error, terminalLocale(process.env))}\n`);
  process.exitCode = 1;
} finally {
  await session?.close();
}
