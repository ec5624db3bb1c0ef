/** Real: PostgreSQL, the commands, the signing keys. Faked: nothing. */
import { Command } from 'commander';
import { SigningKeys } from '#auth';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { registerKeysCommands } from './keys.command.js';

describe('palier keys', () => {
  let api: TestApp;
  const language = process.env.LC_ALL;
  beforeAll(async () => {
    api = await startTestApp();
  });
  beforeEach(() => {
    process.env.LC_ALL = 'C';
  });
  afterAll(async () => {
    if (language === undefined) delete process.env.LC_ALL;
    else process.env.LC_ALL = language;
    await api?.close();
  });

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const program = new Command();
    registerKeysCommands(program, async () => ({
      app: api.app,
      settings: api.database.settings,
      close: async () => {},
    }));
    try {
      await program.parseAsync(['keys', ...args], { from: 'user' });
    } finally {
      write.mockRestore();
    }
    return written.join('');
  }

  it('says what makes the first key, lists those in force, and rotates them in either language', async () => {
    expect(await run('list')).toBe('No key yet: the first token to be signed makes one.\n');
    const [, first] =
      /^([\w-]{43}) signs from \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ on/.exec(await run('rotate', '--now')) ?? [];
    process.env.LC_ALL = 'fr_FR.UTF-8';
    const [, second] = /^([\w-]{43}) signe à partir de /.exec(await run('rotate')) ?? [];
    expect(await run('list')).toMatch(
      new RegExp(`^KID +CRÉATION +SIGNE DÈS +VÉRIFIE JUSQU’À\n${first} .*Z\n${second} .* prochaine rotation\n$`),
    );
    const found = JSON.parse(await run('list', '--json'));
    expect(found.map(({ kid }: { kid: string }) => kid)).toEqual([first, second]);
    expect(Object.keys(found[0])).toEqual(['kid', 'createdAt', 'signsFrom', 'verifiesUntil']);
    expect(Date.parse(found[1].signsFrom) - Date.parse(found[1].createdAt)).toBeGreaterThan(59_000);
    expect(await api.app.get(SigningKeys).list()).toHaveLength(2);
  });
});
