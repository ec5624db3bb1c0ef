import type { Command } from 'commander';
import { type ListedSigningKey, SigningKeys } from '#auth';
import { Signatures } from '#platform/signatures';
import { type RotateMasterOptions, rotateMaster } from './keys/rotate-master.js';
import { asJson, columns, printLine } from './output.js';
import type { CliSession } from './session.js';

/** `palier keys …`: the keys that sign access tokens, those that sign bundles and receipts, and the one that seals both. */
export function registerKeysCommands(program: Command, open: () => Promise<CliSession>): void {
  const signingKeys = async () => (await open()).app.get(SigningKeys);
  const keys = program
    .command('keys')
    .description('The keys that sign access tokens, bundles and receipts, and the master key.');
  keys
    .command('list')
    .description('Show the keys in force, without their private parts.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const found = await (await signingKeys()).list();
      process.stdout.write(json ? asJson(found) : table(found));
    });
  keys
    .command('rotate')
    .description('Publish a new key, which signs after a minute; no restart is needed and no token is refused.')
    .option('--now', 'sign with it at once, for when the present key may be compromised')
    .action(async ({ now = false }: { now?: boolean }) => {
      const { kid, signsFrom } = await (await signingKeys()).rotate(now);
      printLine(`${kid} signs from ${second(signsFrom)} on; the earlier keys still verify for eleven minutes.`);
    });
  keys
    .command('rotate-signatures')
    .description(
      'Publish a new key for the signatures of bundles and receipts, which signs after a minute; the earlier ones stay published.',
    )
    .action(async () => {
      const { kid, signsFrom } = await (await open()).app.get(Signatures).rotate();
      printLine(`${kid} signs bundles and receipts from ${second(signsFrom)} on; the earlier keys stay published.`);
    });
  keys
    .command('rotate-master')
    .description(
      'Seal every sealed value with a new master key, while the deployment serves. Makes the key where it is in master.key; PALIER_MASTER_KEY you change before, as docs/operations.md says.',
    )
    .option('--finish', 'remove the former key from master.key, an hour after the rotation')
    .option('--json', 'the counts, as JSON')
    .action(async (options: RotateMasterOptions) => rotateMaster(await open(), options));
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
