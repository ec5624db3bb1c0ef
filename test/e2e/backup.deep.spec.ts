// Real: the built product in a process of its own, the command line in one of its own where it meets that product,
// PostgreSQL, the archives. Faked: nothing.
import { mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { palier, spawnPalier } from '../support/command-line.js';
import { emptyDatabase } from '../support/empty-database.js';
import { type FilledTenant, fillDatabase } from '../support/filled-database.js';
import { dataDirectory, type Solo, startSolo } from '../support/solo.js';
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
    expect(await run('backup', file)).toMatchObject({ code: 0, stderr: '' });
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
    expect(await run('verify', file)).toMatchObject({ code: 0, stderr: '' });
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

  it('restores on a new machine', async () => {
    const fresh = dataDirectory();
    try {
      const done = await spawnPalier({ PALIER_DATA_DIR: fresh.path }, 'restore', file);
      expect(done).toMatchObject({ code: 0, stderr: '' });
      const solo = await start(fresh.path);
      expect(await stores(solo)).toEqual([200, 404]);
      expect(solo.block).not.toContain('palier_op_');
      await solo.end('SIGINT');
    } finally {
      fresh.remove();
    }
  });
});
