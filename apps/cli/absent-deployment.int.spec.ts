/** Real: every command of the command line, within this process; PostgreSQL, for an archive. Faked: nothing. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { palier } from '../../test/support/command-line.js';
import { startTestApp } from '../../test/support/test-app.js';
import { commandLine } from './program.js';

const NOWHERE = 'postgres://someone@127.0.0.1:1/none';
const folder = mkdtempSync(join(tmpdir(), 'palier-absent-'));
const absent = join(folder, 'var');
const archive = join(folder, 'backup.zip');

beforeAll(async () => {
  const api = await startTestApp();
  const { appUrl, ownerUrl } = api.database;
  const settings = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, PALIER_DATA_DIR: api.dataDir };
  expect(await palier(settings, 'backup', archive)).toMatchObject({ code: 0 });
  await api.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** They make a deployment, or read and write none. */
const others = [
  ...['config', 'nginx', 'plan', 'database init', 'database migrate', 'restore'],
  ...['publish', 'bundle verify', 'receipt verify', 'alert test', 'smoke', 'canary'],
];
/** For commands that check their arguments before they open the deployment. */
const given: Record<string, string[]> = {
  verify: [archive],
  climb: ['--database', NOWHERE],
  'media migrate': ['--to', 'file:///nowhere'],
  'analytics rebuild': ['--tenant', 'shop', '--day', '2026-01-15'],
  'flag set': ['something', 'on'],
};

function commandsBelow(command: Command, path: string[] = []): { name: string; args: string[] }[] {
  const below = command.commands.flatMap((each) => commandsBelow(each, [...path, each.name()]));
  const name = path.join(' ');
  return runs(command) && !others.includes(name)
    ? [{ name, args: [...path, ...(given[name] ?? needed(command))] }, ...below]
    : below;
}

/** Groups of commands print their help. */
const runs = ({ _actionHandler: action }: Command & { _actionHandler?: unknown }) => Boolean(action);

/** A word for each argument and option that the command needs. */
function needed({ registeredArguments, options }: Command): string[] {
  const args = registeredArguments.filter(({ required }) => required).map(() => 'something');
  const flags = options.filter(({ mandatory }) => mandatory);
  return [...args, ...flags.flatMap(({ long, argChoices }) => [long ?? '', argChoices?.[0] ?? 'something'])];
}

const commands = commandsBelow(commandLine(() => Promise.reject(new Error('not run'))));

it.each(commands)('palier $name refuses and makes none', async ({ args }) => {
  expect(await palier({ PALIER_DATA_DIR: absent }, ...args)).toEqual({
    code: 1,
    stdout: '',
    stderr: `There is no deployment in ${absent}. The one that you started may be elsewhere: set PALIER_DATA_DIR.\n`,
  });
  expect(existsSync(absent)).toBe(false);
});

it.each([
  ['climb', '--back'],
  ['climb', '--finish', '--yes'],
  ['restore', '--forget'],
  ['restore', archive, '--into', NOWHERE],
])('palier %s %s makes none either', async (...args) => {
  expect(await palier({ PALIER_DATA_DIR: absent }, ...args)).toMatchObject({ code: 1 });
  expect(existsSync(absent)).toBe(false);
});
