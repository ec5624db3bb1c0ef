import type { Command } from 'commander';
import { type ListedSigningKey, SigningKeys } from '#auth';
import { columns } from './columns.js';
import type { CliSession } from './session.js';

/** `palier keys …`: what access tokens are signed with. */
export function registerKeysCommands(program: Command, open: () => Promise<CliSession>): void {
  const signingKeys = async () => (await open()).app.get(SigningKeys);
  const keys = program.command('keys').description('The keys that access tokens are signed with.');
  keys
    .command('list')
    .description('Show the keys in force; their private parts leave the database nowhere.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const found = await (await signingKeys()).list();
      process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : table(found));
    });
  keys
    .command('rotate')
    .description('Publish a new key, which signs a minute later; no process restarts and no token is refused.')
    .option('--now', 'sign with it at once, for when a key may be known to others')
    .action(async ({ now = false }: { now?: boolean }) => {
      const { kid, signsFrom } = await (await signingKeys()).rotate(now);
      process.stdout.write(`${kid} signs from ${second(signsFrom)} on; the others still verify for eleven minutes.\n`);
    });
}

function table(keys: readonly ListedSigningKey[]): string {
  if (keys.length === 0) return 'No key yet: the first token to be signed makes one.\n';
  const rows = keys.map(({ kid, createdAt, signsFrom, verifiesUntil }) => [
    kid,
    second(createdAt),
    second(signsFrom),
    verifiesUntil ? second(verifiesUntil) : 'next rotation',
  ]);
  return columns([['KID', 'CREATED', 'SIGNS FROM', 'VERIFIES UNTIL'], ...rows]);
}

/** In UTC, as in `2026-01-15T09:30:00Z`. */
const second = (date: Date) => `${date.toISOString().slice(0, 19)}Z`;
