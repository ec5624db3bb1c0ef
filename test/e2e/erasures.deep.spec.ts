/**
 * Real: the built API and worker in processes of their own, the command line, PostgreSQL, archives and keys files, a directory and an
 * S3 service as storage. Faked: the rows, which SQL wrote.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../stack/servers.js';
import { auditLines } from '../support/audit-lines.js';
import { maintenanceUrl } from '../support/empty-database.js';
import { startS3 } from '../support/s3-server.js';
import { runSql } from '../support/sql.js';
import { until } from '../support/until.js';
import { ErasedDeployment } from './erasures/erased-deployment.js';

let deployment: ErasedDeployment;
beforeAll(async () => {
  deployment = await ErasedDeployment.make();
});
afterEach(() => deployment?.endProcesses());
afterAll(() => deployment?.close());

it('serves nothing of an older database, and does no job, until the erasures are done again', async () => {
  const { tenant, purged, erased, other, ofOther } = deployment;
  const database = await deployment.older();
  expect(Object.keys(await deployment.rowsOf(database, erased)).length).toBeGreaterThan(10);
  const served = await deployment.serve(database, {}, 'palier erasures replay');
  const ask = async (path: string) => {
    const response = await fetch(`${served.url}${path}`);
    return [response.status, ((await response.json()) as { code?: string }).code];
  };
  await until(async () => (await ask('/health/live').catch(() => [0]))[0] === 200);
  for (const path of ['/health/ready', `/v1/stores/${tenant.slug}/apps`, '/docs', '/']) {
    expect([path, ...(await ask(path))]).toEqual([path, 503, 'erasures_to_replay']);
  }
  const status = ['erasures', 'status', '--json'];
  expect(JSON.parse((await deployment.palier(database, status)).stdout)).toEqual({ noted: 0, waived: 0, behind: true });
  expect(await deployment.palier(database, ['erasures', 'replay'])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('2 were done again'),
  });
  expect([await deployment.rowsOf(database, erased), await deployment.rowsOf(database, other)]).toEqual([{}, ofOther]);
  expect(await deployment.wrongCounters(database, tenant.slug)).toEqual([]);
  const published = "select subject from platform.outbox where payload->>'type' = 'auth.user.deleted'";
  expect(await runSql(database.adminUrl, published)).toEqual([{ subject: erased }]);
  await until(async () => (await ask('/health/ready'))[0] === 200);
  expect(await ask(`/v1/stores/${tenant.slug}/apps`)).toEqual([200, undefined]);
  expect((await ask(`/v1/stores/${purged.slug}/apps`))[0]).toBe(404);
  expect(await deployment.palier(database, ['erasures', 'replay'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('No erasure'),
  });
  await deployment.work(database);
  await until(() => deployment.isDone(database));
  const audited = `select details from ${auditLines} where action = 'platform.erasures.replayed'`;
  expect(await runSql(database.adminUrl, audited)).toEqual([{ details: { erasures: 2 } }]);
});

it('serves once an operator has waived, and says so in the status', async () => {
  const { erased } = deployment;
  const database = await deployment.older();
  const waive = ['erasures', 'replay', '--waive'];
  expect(await deployment.palier(database, waive)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--reason'),
  });
  expect(await deployment.palier(database, [...waive, '--reason', 'a test of the restore'])).toMatchObject({
    code: 0,
    stderr: '',
  });
  const served = await deployment.serve(database);
  const ready = await fetch(`${served.url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    200,
    expect.objectContaining({ degraded: expect.arrayContaining(['erasures']) }),
  ]);
  expect(Object.keys(await deployment.rowsOf(database, erased)).length).toBeGreaterThan(10);
  const doctor = async () => {
    const { findings } = JSON.parse((await deployment.palier(database, ['doctor', '--json'])).stdout);
    return findings.filter(({ name }: { name: string }) => name === 'erasures');
  };
  expect(await doctor()).toEqual([
    {
      name: 'erasures',
      state: 'warning',
      summary: expect.stringMatching(/^2 /),
      remedy: expect.stringContaining('palier erasures replay'),
    },
  ]);
  expect(await deployment.palier(database, ['erasures', 'replay'])).toMatchObject({
    stdout: expect.stringContaining('2 were done again'),
  });
  expect(await doctor()).toMatchObject([{ state: 'fine' }]);
  expect(await deployment.rowsOf(database, erased)).toEqual({});
});

it('erases again in the restore itself, from the list of a newer keys file where the storage is another', async () => {
  const { test, erased, other, ofOther } = deployment;
  const database = await deployment.emptyDatabase();
  const elsewhere = deployment.file('elsewhere');
  mkdirSync(elsewhere);
  for (const name of ['before.zip', 'after.zip.keys']) cpSync(deployment.file(name), join(elsewhere, name));
  const restored = await deployment.palier(
    database,
    ['restore', join(elsewhere, 'before.zip'), '--admin-url', test.adminUrl],
    {
      PALIER_DATA_DIR: elsewhere,
    },
  );
  expect(restored).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('are erased again: 2.') });
  expect([await deployment.rowsOf(database, erased), await deployment.rowsOf(database, other)]).toEqual([{}, ofOther]);
  const again = ['erasures', 'status', '--json'];
  const { stdout } = await deployment.palier(database, again, { PALIER_DATA_DIR: elsewhere });
  expect(JSON.parse(stdout)).toMatchObject({ noted: 2, behind: false });
});

it('erases again where an archive takes the place of a database', async () => {
  const { test, erased, other, ofOther } = deployment;
  const database = await deployment.older();
  const admin = maintenanceUrl(test);
  const replace = ['restore', deployment.file('before.zip'), '--replace', '--admin-url', admin];
  expect(await deployment.palier(database, replace)).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('are erased again: 2.'),
  });
  expect([await deployment.rowsOf(database, erased), await deployment.rowsOf(database, other)]).toEqual([{}, ofOther]);
  expect(await deployment.palier(database, ['restore', '--forget', '--admin-url', admin])).toMatchObject({ code: 0 });
});

it('serves nothing of an older database that was moved, until the erasures are done again there', async () => {
  const { erased, other, ofOther } = deployment;
  const { dataDir, ...database } = await deployment.older();
  const to = { ...(await deployment.emptyDatabase()), dataDir };
  const climb = ['climb', '--database', to.ownerUrl, '--app-url', to.appUrl];
  expect(await deployment.palier({ ...database, dataDir }, climb)).toMatchObject({ code: 0, stderr: '' });
  expect(Object.keys(await deployment.rowsOf(to, erased)).length).toBeGreaterThan(10);
  const served = await deployment.serve(to, {}, 'palier erasures replay');
  await until(async () => (await fetch(`${served.url}/health/live`).catch(() => undefined))?.status === 200);
  expect((await fetch(`${served.url}/health/ready`)).status).toBe(503);
  expect(await deployment.palier(to, ['erasures', 'replay'])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('2 were done again'),
  });
  await until(async () => (await fetch(`${served.url}/health/ready`)).status === 200);
  expect([await deployment.rowsOf(to, erased), await deployment.rowsOf(to, other)]).toEqual([{}, ofOther]);
});

it('erases again in a copy of a tenant, whose archive is older', async () => {
  const { test, erased, other } = deployment;
  const imported = await deployment.palier(test, [
    'tenant',
    'import',
    deployment.file('tenant.zip'),
    '--slug',
    'copie',
  ]);
  expect(imported).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('1 person who was erased') });
  const [{ id }] = (await runSql<{ id: string }>(
    test.adminUrl,
    "select id from tenants.tenants where slug = 'copie'",
  )) as [{ id: string }];
  expect(await deployment.rowsOf(test, erased, id)).toEqual({});
  // The receipt will say what went, and the link of the original opens nothing here.
  const counted = `select files, link_hash, (select count(*)::int from jsonb_object_keys(counts)) as tables from platform.erasures
    where tenant_id = '${id}'`;
  const [there] = await runSql<{ files: number; tables: number; link_hash: unknown }>(test.adminUrl, counted);
  expect([there?.link_hash, (there?.tables ?? 0) > 10, (there?.files ?? 0) > 0]).toEqual([null, true, true]);
  expect(Object.keys(await deployment.rowsOf(test, other, id)).length).toBeGreaterThan(5);
  expect(await deployment.wrongCounters(test, 'copie')).toEqual([]);
  const noted = `select user_id from platform.erasure_ledger where tenant_id = '${id}'`;
  expect(await runSql(test.adminUrl, noted)).toEqual([{ user_id: erased }]);
});

it('erases again in a tenant that another deployment imports, from the list of a newer keys file', async () => {
  const { tenant, erased, other } = deployment;
  const there = { ...(await deployment.migratedDatabase()), dataDir: deployment.file('there') };
  const keys = ['--keys', deployment.file('after.zip.keys')];
  const imported = await deployment.palier(there, ['tenant', 'import', deployment.file('tenant.zip'), ...keys]);
  expect(imported).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('1 person who was erased') });
  expect(await deployment.rowsOf(there, erased)).toEqual({});
  expect(Object.keys(await deployment.rowsOf(there, other)).length).toBeGreaterThan(5);
  expect(await deployment.wrongCounters(there, tenant.slug)).toEqual([]);
});

needs('versitygw')('with a storage elsewhere', () => {
  it('serves while the storage is away, and ends once it finds that erasures have to be done again', async () => {
    const storage = await startS3();
    const own = { STORAGE_URL: storage.url };
    try {
      expect(await deployment.palier(deployment.test, ['erasures', 'replay'], own)).toMatchObject({
        code: 0,
        stderr: '',
      });
      const database = await deployment.older();
      await storage.kill();
      const served = await deployment.serve(database, own);
      const ready = (await (await fetch(`${served.url}/health/ready`)).json()) as { degraded: string[] };
      expect(ready.degraded).toContain('erasures');
      await storage.restart();
      await until(() => served.printed().includes('The process ends, and its next start waits.'));
      await deployment.serve(database, own, 'palier erasures replay');
    } finally {
      await storage.stop();
    }
  });
});
