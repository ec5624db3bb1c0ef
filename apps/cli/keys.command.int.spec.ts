/** Real: PostgreSQL, the commands, the signing keys. Faked: nothing. */
import { Command } from 'commander';
import { SigningKeys } from '#auth';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { registerKeysCommands } from './keys.command.js';

describe('palier keys', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(async () => {
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

  it('says that there is no key yet, lists the keys in force, and rotates them', async () => {
    expect(await run('list')).toBe('No key yet: the first token to be signed makes one.\n');
    const [, first] =
      /^([\w-]{43}) signs from \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ on/.exec(await run('rotate', '--now')) ?? [];
    const [, second] = /^([\w-]{43}) signs from /.exec(await run('rotate')) ?? [];
    expect(await run('list')).toMatch(
      new RegExp(`^KID +CREATED +SIGNS FROM +VERIFIES UNTIL\n${first} .*Z\n${second} .* next rotation\n$`),
    );
    const found = JSON.parse(await run('list', '--json'));
    expect(found.map(({ kid }: { kid: string }) => kid)).toEqual([first, second]);
    expect(Object.keys(found[0])).toEqual(['kid', 'createdAt', 'signsFrom', 'verifiesUntil']);
    expect(Date.parse(found[1].signsFrom) - Date.parse(found[1].createdAt)).toBeGreaterThan(59_000);
    expect(await api.app.get(SigningKeys).list()).toHaveLength(2);
  });

  it('rotates the keys that sign bundles, which the API publishes', async () => {
    const [, kid] =
      /^([\w-]{43}) signs bundles and receipts from \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ on/.exec(
        await run('rotate-signatures'),
      ) ?? [];
    const answer = await api.inject('/.well-known/signature-keys.json');
    expect(answer.json()).toEqual({
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: expect.stringMatching(/^[\w-]{43}$/), kid, use: 'sig', alg: 'Ed25519' }],
    });
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=60',
      etag: expect.stringMatching(/^".+"$/),
    });
  });
});
