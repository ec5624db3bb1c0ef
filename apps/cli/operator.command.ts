import type { Command } from 'commander';
import { ApiKeys } from '#platform/access';
import { registerOperatorInvite } from './invite.command.js';
import { registerOperatorKeyCommands } from './operator-keys.command.js';
import type { CliSession } from './session.js';

/** `palier operator …`. */
export function registerOperatorCommands(program: Command, open: () => Promise<CliSession>): void {
  const operator = program.command('operator').description("The operator's access.");
  operator
    .command('reset-key')
    .description("Make the operator's key void and print a new one, once.")
    .action(async () => {
      const { app } = await open();
      const { key } = await app.get(ApiKeys).resetOperatorKey();
      // The key alone on standard output, so that a script can take it.
      process.stderr.write('The operator’s new key, shown this once; the former one is void:\n');
      process.stdout.write(`${key}\n`);
    });
  registerOperatorKeyCommands(operator, open);
  registerOperatorInvite(operator, open);
}
