// Real: the built command line in processes of its own where a server follows what it does, else within this process;
// PostgreSQL, the API beside it. Faked: nothing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as commandLine from '../support/command-line.js';
import { makeTenant } from '../support/people.js';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('palier', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    await makeTenant(api, 'empty');
  });
  afterAll(() => api.close());

  const settings = () => ({ DATABASE_URL: api.database.appUrl });
  const palier = (...args: string[]) => commandLine.palier(settings(), ...args);
  const spawnPalier = (...args: string[]) => commandLine.spawnPalier(settings(), ...args);

  async function json(...args: string[]): Promise<Record<string, unknown>> {
    const { code, stdout, stderr } = await palier(...args, '--json');
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  }

  it('creates, shows, lists, suspends and resumes a tenant, which a running server then follows', async () => {
    const store = async () => (await api.inject({ method: 'GET', url: '/v1/stores/atelier/apps' })).statusCode;
    const answers = async (status: number) => {
      while ((await store()) !== status) await setImmediate();
    };
    const made = await json('tenant', 'create', 'atelier', '--name', 'Atelier Lumière', '--product', 'wistant');
    expect(made).toMatchObject({ slug: 'atelier', plan: 'free', state: 'active', version: 1 });
    await answers(200);
    expect(await json('tenant', 'show', 'atelier')).toEqual(made);
    const suspended = await spawnPalier('tenant', 'suspend', 'atelier', '--reason', 'Impayé.', '--json');
    expect(suspended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('"suspended"') });
    await answers(403);
    const listed = await palier('tenant', 'list', '--search', 'LUMIERE', '--state', 'suspended');
    expect(listed.stdout).toMatch(
      /^SLUG +PRODUCT .*\natelier +wistant +free +suspended \(Impayé\.\) .* Atelier Lumière\n$/,
    );
    expect(await json('tenant', 'resume', 'atelier')).toMatchObject({ state: 'active', version: 3 });
    await answers(200);
  });

  it('imports a directory, again without a change, and lists skipped packages', async () => {
    await json('tenant', 'create', 'imports', '--name', 'Imports', '--product', 'wistant');
    const { directory, remove } = samplePackages('sample', 3);
    mkdirSync(join(directory, 'broken'));
    writeFileSync(join(directory, 'broken', 'package.json'), '{');
    const first = await palier('catalog', 'import', directory, '--tenant', 'imports', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({ created: 3, updated: 0, unchanged: 0 });
    expect(first.stderr).toContain('4/4');
    const again = await palier('catalog', 'import', directory, '--tenant', 'imports');
    expect(again.stdout).toMatch(/created +0\n +updated +0\n +unchanged +3\n +skipped +1\n\n +broken: package\.json/);
    remove();
  });

  it('replaces the operator’s key and prints only the new one to standard output', async () => {
    const call = async (key: string) => {
      const headers = { authorization: `Bearer ${key.trim()}` };
      return (await api.inject({ method: 'GET', url: '/v1/platform/tenants', headers })).statusCode;
    };
    const [former, present] = [await palier('operator', 'reset-key'), await spawnPalier('operator', 'reset-key')];
    expect(present.stdout).toMatch(/^palier_op_\S+\n$/);
    expect([await call(former.stdout), await call(present.stdout)]).toEqual([401, 200]);
  });

  it('creates a key with a few scopes, lists it without its secret, and revokes it', async () => {
    const made = await palier('operator', 'key', 'create', 'tableau', '--scope', 'platform.tenants.read');
    expect([made.code, made.stderr]).toEqual([0, 'The new key, shown this once:\n']);
    const key = made.stdout.trim();
    const headers = { authorization: `Bearer ${key}` };
    const call = async (url: string) => (await api.inject({ method: 'GET', url, headers })).statusCode;
    expect([await call('/v1/platform/tenants'), await call('/v1/platform/flags')]).toEqual([200, 403]);
    const [, prefix = '', secret = ''] = /^palier_op_([a-z2-7]{8})_(.+)$/.exec(key) ?? [];
    const listed = await palier('operator', 'key', 'list');
    expect(listed.stdout).toMatch(/^PREFIX +NAME +CREATED +LAST USE +SCOPES\n/);
    expect(listed.stdout).toMatch(new RegExp(`^${prefix} +tableau +\\S+Z +\\S+Z +platform\\.tenants\\.read$`, 'm'));
    expect(listed.stdout).not.toContain(secret);
    expect(await json('operator', 'key', 'list')).toContainEqual(expect.objectContaining({ prefix, name: 'tableau' }));
    const revoked = await palier('operator', 'key', 'revoke', prefix);
    expect(revoked.stdout).toBe(`${prefix} is revoked: tableau\n`);
    expect(await call('/v1/platform/tenants')).toBe(401);
    expect((await palier('operator', 'key', 'revoke', prefix)).stderr).toContain(` ${prefix}.`);
  });

  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await palier('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('creates a tenant in a language, and says in the audit who of the system did', async () => {
    expect(
      (await palier('tenant', 'create', 'spoken', '--name', 'Spoken', '--product', 'wistant', '--locale', 'en')).code,
    ).toBe(0);
    expect(await json('tenant', 'show', 'spoken')).toMatchObject({ locale: 'en' });
    expect((await palier('audit', 'list', '--tenant', 'spoken')).stdout).toContain(`command ${userInfo().username}`);
  });

  it('takes every state of a job that its tables name', async () => {
    const { stdout } = await palier('jobs', 'list');
    const [heading = '', ...queues] = stdout.split('\n').map((line) => line.split(/ +/));
    const named = [...heading].slice(1, -1).map((name) => name.toLowerCase());
    expect(named.length).toBeGreaterThan(4);
    for (const state of named) {
      expect((await palier('jobs', 'list', String(queues[0]?.[0]), '--state', state)).code).toBe(0);
    }
  });

  it('reports what is not proven, and what to do', async () => {
    const { code, stdout } = await palier('prove', 'isolation', '--url', 'http://127.0.0.1:1');
    expect(stdout).toMatch(/^FAILED {2}http:\/\/127\.0\.0\.1:1 .*: it needs two stores with apps/m);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/\n\d+ passed, 1 failed\n$/)]);
  });

  it.each([
    [
      'a scope that no route asks for',
      ['operator', 'key', 'create', 'faute', '--scope', 'platform.tenant.read'],
      'platform.tenants.read, platform.tenants.write',
    ],
    ['an unknown tenant', ['tenant', 'show', 'nobody'], 'There is no tenant nobody.'],
    ['invalid values', ['tenant', 'create', 'api', '--name', ' ', '--product', 'shop'], '/product: '],
    [
      'a directory that cannot be read',
      ['catalog', 'import', '/nowhere', '--tenant', 'empty'],
      '/nowhere cannot be read',
    ],
    ['a limit out of range', ['tenant', 'list', '--limit', '0'], '1 to 100'],
  ])('refuses %s with a reason, no stack and code 1', async (_what, args, reason) => {
    const { code, stdout, stderr } = await palier(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('ends its process with code 1 when it refuses', async () => {
    const refused = await spawnPalier('tenant', 'show', 'nobody');
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^There is no tenant nobody\..*\n$/),
    });
    expect(await spawnPalier('tenant', 'list', '--limit', '0')).toMatchObject({ code: 1, stdout: '' });
  });
});
