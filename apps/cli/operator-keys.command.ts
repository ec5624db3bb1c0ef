import type { Command } from 'commander';
import { ApiKeys, type ListedKey } from '#platform/access';
import { columns } from './columns.js';
import type { CliSession } from './session.js';

/** `palier operator key …`: keys for colleagues and machines, each with no more rights than it needs. */
export function registerOperatorKeyCommands(operator: Command, open: () => Promise<CliSession>): void {
  const keys = async () => (await open()).app.get(ApiKeys);
  const key = operator.command('key').description('Keys for colleagues and machines.');
  key
    .command('create')
    .description('Make a key and print it, once.')
    .argument('<name>', 'whose it is, for people')
    .requiredOption('--scope <scope>', 'a permission, as in platform.tenants.read, or * for all; may be repeated', add)
    .action(async (name: string, { scope }: { scope: string[] }) => {
      const made = await (await keys()).create(name, scope);
      // The key alone on standard output, so that a script can take it.
      process.stderr.write('The new key, shown this once:\n');
      process.stdout.write(`${made.key}\n`);
    });
  key
    .command('list')
    .description('Show the keys in force, without their secrets.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const found = await (await keys()).list();
      const text = json ? `${JSON.stringify(found, null, 2)}\n` : table(found);
      process.stdout.write(text);
    });
  key
    .command('revoke')
    .description('Make a key void, from the next request on.')
    .argument('<prefix>', 'the eight characters that the list shows, which follow palier_op_ in the key')
    .action(async (prefix: string) => {
      const name = await (await keys()).revoke(prefix);
      process.stdout.write(`${prefix} is void from now on: ${visible(name)}\n`);
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

/** A name may hold escape sequences, which a terminal would obey. */
const visible = (text: string) => text.replace(/\p{C}/gu, '?');
