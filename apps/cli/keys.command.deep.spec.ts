/** Real: PostgreSQL, the commands, the keys. Faked: nothing. */
import { Command } from 'commander';
import { SigningKeys } from '#auth';
import { callAs, freshTenant, signedIn } from '../../test/support/signed-in.js';
import { masterKey, startTestApp, type TestApp } from '../../test/support/test-app.js';
import { testDatabase } from '../../test/support/test-database.js';
import { registerKeysCommands } from './keys.command.js';

async function runOn(api: TestApp, ...args: string[]): Promise<string> {
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

describe('palier keys', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(async () => {
    await api?.close();
  });

  const run = (...args: string[]) => runOn(api, ...args);

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

describe('palier keys rotate-master', () => {
  it('says how a key of the environment is rotated, what was re-sealed, and what to do next', async () => {
    const database = await testDatabase();
    const before = await startTestApp({}, database);
    const after = { masterKey: Buffer.alloc(32, 8).toString('base64url'), otherMasterKeys: [masterKey] };
    await runOn(before, 'rotate-signatures');
    expect(await runOn(before, 'rotate-master')).toMatch(
      /^The key [0-9a-f]{16} seals every value already\.\nTo rotate PALIER_MASTER_KEY: 1\. /,
    );
    const early = await startTestApp(after, database);
    await expect(runOn(early, 'rotate-master')).rejects.toMatchObject({ code: 'key_unknown_to_servers' });
    await before.close();
    expect(await runOn(early, 'rotate-master')).toMatch(
      /^Re-sealed with the key [0-9a-f]{16}: 1 of platform\.signature_keys\.\nPALIER_OTHER_MASTER_KEYS seals nothing any more\. /,
    );
    const { place, others, columns } = JSON.parse(await runOn(early, 'rotate-master', '--json'));
    expect([place, others]).toEqual(['environment', 1]);
    expect(columns).toContainEqual({ table: 'platform.signature_keys', resealed: 0, unopened: 0, left: 0 });
    await early.close();
    await database.close();
  });

  it('rotates a key in its file, and removes the former one when it is asked to', async () => {
    const api = await startTestApp({ masterKey: undefined });
    await runOn(api, 'rotate-signatures');
    expect(await runOn(api, 'rotate-master')).toMatch(
      /: 1 of platform\.signature_keys\.\nThe former key stays in master\.key, .*--finish/,
    );
    expect(await runOn(api, 'rotate-master', '--finish')).toMatch(
      / already\.\nThe file master\.key has this key alone\.\n$/,
    );
    await api.close();
  });

  it('leaves what people wrote readable, by a process that goes on and by one that only has the new key', async () => {
    const api = await startTestApp({ masterKey: undefined });
    const tenant = await freshTenant(api);
    const { token } = await signedIn(api, tenant, 'member');
    const body = { day: new Date().toISOString().slice(0, 10), reflection: 'Before the rotation' };
    const { id } = (await callAs(api, token, 'POST', '/v1/journal/entries', body)).json();
    await runOn(api, 'rotate-master');
    await runOn(api, 'rotate-master', '--finish');
    const read = async (of: TestApp) => (await callAs(of, token, 'GET', `/v1/journal/entries/${id}`)).json().reflection;
    expect(await read(api)).toBe(body.reflection);
    const later = await startTestApp({ masterKey: undefined, dataDir: api.dataDir }, api.database);
    expect(await read(later)).toBe(body.reflection);
    await later.close();
    await api.close();
  });

  it('lets people go on writing who wrote before, once the process has forgotten the former key', async () => {
    const api = await startTestApp({ masterKey: undefined });
    const tenant = await freshTenant(api);
    const body = { day: new Date().toISOString().slice(0, 10), reflection: 'What I think' };
    const write = async (token: string) => (await callAs(api, token, 'POST', '/v1/journal/entries', body)).statusCode;
    const { token } = await signedIn(api, tenant, 'member');
    expect(await write(token)).toBe(201);
    await runOn(api, 'rotate-master');
    await runOn(api, 'rotate-master', '--finish');
    // Opening a journal seals its key, for which the process reads the keys in force.
    expect(await write((await signedIn(api, tenant, 'member')).token)).toBe(201);
    expect([await write(token), await write(token)]).toEqual([201, 201]);
    await api.close();
  });
});
