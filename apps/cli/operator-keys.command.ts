import type { Command } from 'commander';
import { ApiKeys, type ListedKey } from '#platform/access';
import { asJson, columns, visible } from './output.js';
import type { CliSession } from './session.js';

/** `palier operator key …`: keys for colleagues and machines, each with its own scopes. */
export function registerOperatorKeyCommands(operator: Command, open: () => Promise<CliSession>): void {
  const keys = async () => (await open()).app.get(ApiKeys);
  const key = operator.command('key').description('Keys for colleagues and machines.');
  key
    .command('create')
    .description('Create a key and print it, once.')
    .argument('<name>', 'who or what uses it, for people')
    .requiredOption('--scope <scope>', 'a permission such as platform.tenants.read, or * for all; may be repeated', add)
    .action(async (name: string, { scope }: { scope: string[] }) => {
      const made = await (await keys()).create(name, scope);
      // Only the key goes to standard output, so that a script can read it.
      process.stderr.write('The new key, shown this once:\n');
      process.stdout.write(`${made.key}\n`);
    });
  key
    .command('list')
    .description('Show the active keys, without their secrets.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const found = await (await keys()).list();
      const text = json ? asJson(found) : table(found);
      process.stdout.write(text);
    });
  key
    .command('revoke')
    .description('Revoke a key, from its next request on.')
    .argument('<prefix>', 'the eight characters after palier_op_ in the key, as the list shows them')
    .action(async (prefix: string) => {
      const name = await (await keys()).revoke(prefix);
      process.stdout.write(`${prefix} is revoked: ${visible(name)}\n`);
    });
}

function add(scope: string, before: string[] = []): string[] {
  return [...before, scope];
}

function table(keys: readonly ListedKey[]): string {
  const rows = keys.map(({ prefix, name, scopes, createdAt, lastUsedAt }) => [
    prefix,
    visible(name),
    minute(createdAt),
    lastUsedAt ? minute(lastUsedAt) : 'never',
    scopes.join(' '),
  ]);
  return columns([['PREFIX', 'NAME', 'CREATED', 'LAST USE', 'SCOPES'], ...rows]);
}

/** In UTC, as in `2026-01-15T09:30Z`. */
const minute = (date: Date) => `${date.toISOString().slice(0, 16)}Z`;
