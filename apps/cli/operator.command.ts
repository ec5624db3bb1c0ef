import type { Command } from 'commander';
import { ApiKeys } from '#platform/access';
import { registerOperatorInvite } from './invite.command.js';
import { registerOperatorKeyCommands } from './operator-keys.command.js';
import type { CliSession } from './session.js';

/** `palier operator …`. */
export function registerOperatorCommands(program: Command, open: () => Promise<CliSession>): void {
  const operator = program.command('operator').description('Access of the operators.');
  operator
    .command('reset-key')
    .description("Revoke the operator's key and print a new one, once.")
    .action(async () => {
      const { app } = await open();
      const { key } = await app.get(ApiKeys).resetOperatorKey();
      // Only the key goes to standard output, so that a script can read it.
      process.stderr.write('The operator’s new key, shown this once; the former key is revoked:\n');
      process.stdout.write(`${key}\n`);
    });
  registerOperatorKeyCommands(operator, open);
  registerOperatorInvite(operator, open);
}
