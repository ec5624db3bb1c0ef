// Real: the built product in a process of its own, the command line in one of its own where it meets that product,
// PostgreSQL, the archives. Faked: nothing.
import { copyFileSync, mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { palier, spawnPalier } from '../support/command-line.js';
import { emptyDatabase } from '../support/empty-database.js';
import { type FilledTenant, fillDatabase } from '../support/filled-database.js';
import { lastingPort } from '../support/lasting-port.js';
import { dataDirectory, failedStart, type Solo, startSolo } from '../support/solo.js';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

describe('on an external PostgreSQL', () => {
  const files = dataDirectory();
  let test: TestDatabase;
  let tenant: FilledTenant;
  beforeAll(async () => {
    mkdirSync(files.path);
    test = await testDatabase();
    [tenant] = await fillDatabase(test.adminUrl);
  });
  afterAll(async () => {
    await test.close();
    files.remove();
  });

  const backups = join(files.path, 'backups');
  const run = (...args: string[]) =>
    palier({ DATABASE_URL: test.appUrl, DATABASE_OWNER_URL: test.ownerUrl, BACKUP_DIR: backups }, ...args);
  const postgres = () => Object.assign(new URL(test.adminUrl), { pathname: '/postgres' }).href;
  const actions = () =>
    runSql<{ action: string; tenant_id: string }>(
      test.adminUrl,
      'SELECT action, tenant_id FROM platform.audit_lines ORDER BY id',
    );

  it('writes a backup with the time in its name, verifies it, and records it in the audit', async () => {
    expect(await run('backup')).toMatchObject({ code: 0, stderr: '' });
    const [name] = readdirSync(backups).filter((each) => /^palier-.*Z\.zip$/.test(each));
    expect(await run('verify', join(backups, String(name)), '--admin-url', postgres())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is complete'),
    });
    // Other specs verify on the same server, and drop their databases too.
    const scratch = () => runSql(test.adminUrl, "SELECT FROM pg_database WHERE datname LIKE 'palier_verify%'");
    await until(async () => (await scratch()).length === 0);
    expect(await actions()).toContainEqual(expect.objectContaining({ action: 'platform.backup.taken' }));
  });

  it('refuses invalid calls with a message and an exit code', async () => {
    const file = join(files.path, 'refused.zip');
    expect((await run('backup', file)).code).toBe(0);
    const refused = (text: string) => ({ code: 1, stdout: '', stderr: expect.stringContaining(text) });
    expect(await run('restore', file)).toMatchObject(refused('holds data'));
    expect(await run('verify', file)).toMatchObject(refused('--admin-url'));
    expect(await run('restore', file, '--into', 'nowhere')).toMatchObject(refused('postgres://'));
    truncateSync(file, statSync(file).size >> 1);
    expect(await run('verify', file)).toMatchObject(refused('is truncated'));
  });

  it('restores into a given empty database, and reports what was not done there', async () => {
    const [file, empty] = [join(files.path, 'into.zip'), await emptyDatabase(test)];
    try {
      expect((await run('backup', file)).code).toBe(0);
      const restored = await run('restore', file, '--into', empty.ownerUrl);
      expect(restored).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('prove isolation') });
      expect(restored.stdout).not.toContain(new URL(empty.ownerUrl).password);
      expect(await runSql(empty.adminUrl, 'SELECT FROM catalog.apps')).not.toEqual([]);
    } finally {
      await empty.drop();
    }
  });

  it('refuses a reserved slug for a tenant', async () => {
    const archive = join(files.path, 'reserved.zip');
    expect((await run('tenant', 'export', tenant.slug, archive)).code).toBe(0);
    const refused = await run('tenant', 'import', archive, '--slug', 'admin');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('/slug') });
  });

  it('exports a tenant and imports it beside the living one', async () => {
    const archive = join(files.path, 'atelier.zip');
    expect(await run('tenant', 'export', tenant.slug, archive)).toMatchObject({ code: 0, stderr: '' });
    expect(await run('tenant', 'import', archive)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--slug'),
    });
    const taken = await run('tenant', 'import', archive, '--slug', 'atelier-2');
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    const { id } = (
      await runSql<{ id: string }>(test.adminUrl, "SELECT id FROM tenants.tenants WHERE slug = 'atelier-2'")
    )[0] as { id: string };
    expect(taken.stdout).toContain(id);
    expect(await actions()).toEqual(
      expect.arrayContaining([
        { action: 'tenants.tenant.exported', tenant_id: tenant.id },
        { action: 'tenants.tenant.imported', tenant_id: id },
      ]),
    );
  });
});

describe('in solo', () => {
  const data = dataDirectory();
  afterAll(() => data.remove());
  const run = (...args: string[]) => spawnPalier({ PALIER_DATA_DIR: data.path }, ...args);
  const file = join(data.path, 'kept.zip');
  const running: Solo[] = [];
  const start = async (path: string) => {
    const solo = await startSolo(path);
    running.push(solo);
    return solo;
  };
  // A server of a failed test must not outlive it.
  afterEach(async () => {
    for (const { child, end } of running.splice(0)) if (child.exitCode === null) await end('SIGINT');
  });

  beforeAll(async () => {
    const solo = await start(data.path);
    const taken = await run('backup', file);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    const said = `${join(data.path, 'master.key')} is not in it. Copy it once to another place: without it \\d+ values stay sealed`;
    expect(taken.stdout).toMatch(new RegExp(said));
    expect((await run('tenant', 'create', 'late', '--name', 'Late', '--product', 'wistant')).code).toBe(0);
    await solo.end('SIGINT');
  });

  async function stores(solo: Solo): Promise<number[]> {
    const slugs = ['wistant', 'late'];
    return Promise.all(slugs.map(async (slug) => (await fetch(`${solo.url}/v1/stores/${slug}/apps`)).status));
  }

  it('replaces the data after the server is stopped, and serves the restored data', async () => {
    const first = await start(data.path);
    expect(await stores(first)).toEqual([200, 200]);
    const verified = await run('verify', file);
    expect(verified).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('The master key opens') });
    const refused = await run('restore', file, '--replace');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Stop every Palier') });
    await first.end('SIGINT');

    expect(await run('restore', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') });
    const replaced = await run('restore', file, '--replace');
    expect(replaced).toMatchObject({ code: 0, stderr: '' });
    expect(replaced.stdout).toContain('palier_before_restore');
    expect(await run('restore', file, '--replace')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--forget'),
    });

    const second = await start(data.path);
    expect(await stores(second)).toEqual([200, 404]);
    expect(await run('restore', '--forget')).toMatchObject({ code: 0, stderr: '' });
    await second.end('SIGINT');
  });

  /** The readiness of a machine without anything, to which the backup is restored. */
  async function restoredOnNew(put: (path: string) => void, code: number, ...options: string[]) {
    const fresh = dataDirectory();
    try {
      mkdirSync(fresh.path);
      put(fresh.path);
      const env = { PALIER_DATA_DIR: fresh.path };
      const done = await spawnPalier(env, 'restore', file, ...options);
      expect(done).toMatchObject({ code, stderr: '' });
      const doctor = await spawnPalier(env, 'doctor', '--json');
      const key = JSON.parse(doctor.stdout).findings.find(({ name }: { name: string }) => name === 'master-key');
      if (code !== 0) {
        const { stderr } = await failedStart({ ...env, PORT: String(await lastingPort()) });
        return { done, key, stderr };
      }
      const solo = await start(fresh.path);
      expect(await stores(solo)).toEqual([200, 404]);
      expect(solo.block).not.toContain('palier_op_');
      const health = (await (await fetch(`${solo.url}/health/ready`)).json()) as { degraded: string[] };
      await solo.end('SIGINT');
      return { done, key, health };
    } finally {
      fresh.remove();
    }
  }

  it('restores on a new machine, to which the master key was copied', async () => {
    const copied = (path: string) => copyFileSync(join(data.path, 'master.key'), join(path, 'master.key'));
    const { key, health } = await restoredOnNew(copied, 0);
    expect([key.state, health?.degraded]).toEqual(['fine', []]);
  });

  it('fails without the master key, and serves what needs none once the operator gives the rest up', async () => {
    const { done, key, stderr } = await restoredOnNew(() => {}, 1);
    expect(done.stdout).toMatch(/does not open \d+ of the first \d+ sealed values.*--without-master-key/s);
    expect([key.state, stderr]).toEqual(['problem', expect.stringContaining('master.key is missing')]);
    const given = await restoredOnNew(() => {}, 0, '--without-master-key');
    expect([given.key.state, given.health?.degraded]).toEqual(['problem', ['keys']]);
  });

  it('does not pass an archive whose sealed values the key of this machine does not open', async () => {
    const other = Buffer.alloc(32, 8).toString('base64url');
    const env = { PALIER_DATA_DIR: data.path, PALIER_MASTER_KEY: other };
    const verified = await spawnPalier(env, 'verify', file);
    expect(verified).toMatchObject({ code: 1, stdout: expect.stringMatching(/does not open (\d+) of the first \1/) });
  });
});
