import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UserImport } from '#auth';
import { Tenants } from '#tenants';
import { asJson } from './output.js';
import type { CliSession } from './session.js';
import { refusedLine, usersReport } from './users-report.js';

interface ImportFlags {
  tenant: string;
  dryRun?: boolean;
  json?: boolean;
}

/** `palier auth import-users`: imports users from another system, with their password hashes. */
export function registerAuthCommands(program: Command, open: () => Promise<CliSession>): void {
  const auth = program.command('auth').description('Users and how they sign in.');
  auth
    .command('import-users')
    .description(
      'Create a user for each line of a JSON Lines file; existing addresses are skipped, so it may be repeated.',
    )
    .argument('<file>', '{"email", "name", "passwordHash"?, "role"?, "verified"?, "locale"?, "createdAt"?} per line')
    .requiredOption('--tenant <slug>', 'the tenant that gets the users')
    .option('--dry-run', 'carry out the import and roll it back')
    .option('--json', 'the result as JSON')
    .action(async (file: string, { tenant: slug, dryRun, json }: ImportFlags) => {
      const { app } = await open();
      const tenant = await app.get(Tenants).bySlug(slug);
      const result = await app.get(UserImport).import(tenant.id, resolve(file), {
        dryRun,
        onRefused: (refused) => process.stderr.write(refusedLine(refused)),
      });
      process.stdout.write(json ? asJson(result) : usersReport(slug, result, dryRun));
      if (result.refused > 0) process.exitCode = 1;
    });
}
