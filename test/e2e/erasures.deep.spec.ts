/**
 * Real: the built API and worker in processes of their own, the command line, PostgreSQL, archives and keys files, a directory and an
 * S3 service as storage. Faked: the rows, which SQL wrote.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { ProductProcess } from '../stack/product.js';
import { needs } from '../stack/servers.js';
import { auditLines } from '../support/audit-lines.js';
import { startApi, startWorker } from '../support/built-process.js';
import { spawnPalier } from '../support/command-line.js';
import { type EmptyDatabase, emptyDatabase } from '../support/empty-database.js';
import type { FilledTenant } from '../support/filled-database.js';
import { startS3 } from '../support/s3-server.js';
import { sellingTenant } from '../support/selling-tenant.js';
import { freshTenant, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { masterKey, startTestApp, type TestApp } from '../support/test-app.js';
import type { TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';
import { personalRows } from './isolation/personal-rows.js';

/** A deployment; its storage is that of the product unless it has a directory of its own. */
type Urls = Pick<TestDatabase, 'adminUrl' | 'ownerUrl' | 'appUrl'> & { readonly dataDir?: string };
type Older = Urls & { readonly dataDir: string };

let api: TestApp;
let test: TestDatabase;
let tenant: FilledTenant;
let purged: FilledTenant;
let erased: string;
let other: string;
/** How many rows of each table name the other person. */
let ofOther: Record<string, number>;
const running: ProductProcess[] = [];
const databases: EmptyDatabase[] = [];

/** The rows that name a person, by table, but for those that an erasure keeps. */
async function rowsOf(urls: Urls, userId: string, tenantId = tenant.id): Promise<Record<string, number>> {
  const client = new pg.Client(urls.adminUrl);
  await client.connect();
  try {
    await client.query("select set_config('app.tenant_id', $1, false)", [tenantId]);
    const { rows } = await client.query(
      `select name, string_agg('(' || condition || ')', ' or ') as condition from platform.declared_persons()
         where effect <> 'keep' group by 1`,
    );
    const counts: Record<string, number> = {};
    for (const { name, condition } of rows) {
      const text = `select count(*)::int as n from ${name} where tenant_id = $1 and ($2::uuid, $3::text, $4::text[]) is not null and (${condition})`;
      const found = await client.query(text, [tenantId, userId, 'nobody@example.org', []]);
      if (found.rows[0].n > 0) counts[name] = found.rows[0].n;
    }
    return counts;
  } finally {
    await client.end();
  }
}

/** Whether the first sweep of the erasure and the purge are over. */
async function isDone({ adminUrl }: Urls): Promise<boolean> {
  const swept = await runSql(adminUrl, 'select from platform.erasures where swept_at is not null');
  const ended = await runSql(adminUrl, 'select from tenants.purges where ended_at is not null');
  return swept.length + ended.length === 2;
}

const settings = ({ appUrl, ownerUrl, dataDir = api.dataDir }: Urls, more: NodeJS.ProcessEnv = {}) => ({
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
  PALIER_DATA_DIR: dataDir,
  PALIER_MASTER_KEY: masterKey,
  ...more,
});
const palier = (urls: Urls, args: readonly string[], more?: NodeJS.ProcessEnv) =>
  spawnPalier(settings(urls, more), ...args);
const work = async (urls: Urls, more?: NodeJS.ProcessEnv) => {
  const worker = await startWorker(settings(urls, more));
  running.push(worker);
  return worker;
};
/** A database of before the erasures, as by `pg_restore`, with a storage of its own that is as new as the product's. */
async function older(): Promise<Older> {
  const database = await emptyDatabase(test);
  databases.push(database);
  const dataDir = file(`older-${databases.length}`);
  cpSync(file('storage-after'), join(dataDir, 'storage'), { recursive: true });
  const restore = ['restore', file('before.zip'), '--keys', file('before.zip.keys'), '--into', database.ownerUrl];
  const done = await palier({ ...test, dataDir }, restore);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  return { ...database, dataDir };
}

const file = (name: string) => join(api.dataDir, name);

beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  test = api.database;
  ({ tenant } = await sellingTenant(api));
  purged = await freshTenant(api);
  const hold = async () => {
    const person = await signedIn(api, tenant, 'member');
    for (const make of new Set(Object.values(personalRows))) await make(api, person);
    return person.id;
  };
  [erased, other] = [await hold(), await hold()];
  ofOther = await rowsOf(test, other);
  expect(Object.keys(await rowsOf(test, erased))).toEqual(Object.keys(ofOther));
  expect(Object.keys(ofOther).length).toBeGreaterThan(25);
  expect(await palier(test, ['backup', file('before.zip')])).toMatchObject({ code: 0, stderr: '' });
  expect(await palier(test, ['tenant', 'export', tenant.slug, file('tenant.zip')])).toMatchObject({ code: 0 });
  for (const args of [
    ['person', 'erase', tenant.slug, erased, '--grace', '0'],
    ['tenant', 'delete', purged.slug],
    ['tenant', 'purge', purged.slug],
  ]) {
    expect(await palier(test, args)).toMatchObject({ code: 0, stderr: '' });
  }
  await until(() => isDone(test));
  expect([await rowsOf(test, erased), await rowsOf(test, other)]).toEqual([{}, ofOther]);
  expect(await palier(test, ['backup', file('after.zip')])).toMatchObject({ code: 0, stderr: '' });
  cpSync(file('storage'), file('storage-after'), { recursive: true });
});
afterEach(async () => {
  for (const process of running.splice(0)) await process.end('SIGKILL');
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await api?.close();
});

it('serves nothing of an older database, and does no job, until the erasures are done again', async () => {
  const database = await older();
  expect(Object.keys(await rowsOf(database, erased)).length).toBeGreaterThan(10);
  const served = await startApi(settings(database), 'palier erasures replay');
  running.push(served);
  const ask = async (path: string) => {
    const response = await fetch(`${served.url}${path}`);
    return [response.status, ((await response.json()) as { code?: string }).code];
  };
  await until(async () => (await ask('/health/live').catch(() => [0]))[0] === 200);
  for (const path of ['/health/ready', `/v1/stores/${tenant.slug}/apps`, '/docs', '/']) {
    expect([path, ...(await ask(path))]).toEqual([path, 503, 'erasures_to_replay']);
  }
  const status = ['erasures', 'status', '--json'];
  expect(JSON.parse((await palier(database, status)).stdout)).toEqual({ noted: 0, waived: 0, behind: true });
  expect(await palier(database, ['erasures', 'replay'])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('2 were done again'),
  });
  expect([await rowsOf(database, erased), await rowsOf(database, other)]).toEqual([{}, ofOther]);
  await until(async () => (await ask('/health/ready'))[0] === 200);
  expect(await ask(`/v1/stores/${tenant.slug}/apps`)).toEqual([200, undefined]);
  expect((await ask(`/v1/stores/${purged.slug}/apps`))[0]).toBe(404);
  expect(await palier(database, ['erasures', 'replay'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('No erasure'),
  });
  await work(database);
  await until(() => isDone(database));
  const audited = `select details from ${auditLines} where action = 'platform.erasures.replayed'`;
  expect(await runSql(database.adminUrl, audited)).toEqual([{ details: { erasures: 2 } }]);
});

it('serves once an operator has waived, and says so in the status', async () => {
  const database = await older();
  const waive = ['erasures', 'replay', '--waive'];
  expect(await palier(database, waive)).toMatchObject({ code: 1, stderr: expect.stringContaining('--reason') });
  expect(await palier(database, [...waive, '--reason', 'a test of the restore'])).toMatchObject({
    code: 0,
    stderr: '',
  });
  const served = await startApi(settings(database));
  running.push(served);
  const ready = await fetch(`${served.url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    200,
    expect.objectContaining({ degraded: expect.arrayContaining(['erasures']) }),
  ]);
  expect(Object.keys(await rowsOf(database, erased)).length).toBeGreaterThan(10);
  expect(await palier(database, ['erasures', 'replay'])).toMatchObject({
    stdout: expect.stringContaining('2 were done again'),
  });
  expect(await rowsOf(database, erased)).toEqual({});
});

it('erases again in the restore itself, from the list of a newer keys file where the storage is another', async () => {
  const database = await emptyDatabase(test);
  databases.push(database);
  const elsewhere = join(api.dataDir, 'elsewhere');
  mkdirSync(elsewhere);
  for (const name of ['before.zip', 'after.zip.keys']) cpSync(join(api.dataDir, name), join(elsewhere, name));
  const restored = await palier(database, ['restore', join(elsewhere, 'before.zip'), '--admin-url', test.adminUrl], {
    PALIER_DATA_DIR: elsewhere,
  });
  expect(restored).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('are erased again: 2.') });
  expect([await rowsOf(database, erased), await rowsOf(database, other)]).toEqual([{}, ofOther]);
  const again = ['erasures', 'status', '--json'];
  const { stdout } = await palier(database, again, { PALIER_DATA_DIR: elsewhere });
  expect(JSON.parse(stdout)).toMatchObject({ noted: 2, behind: false });
});

it('erases again in a copy of a tenant, whose archive is older', async () => {
  const imported = await palier(test, ['tenant', 'import', file('tenant.zip'), '--slug', 'copie']);
  expect(imported).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('1 person who was erased') });
  const [{ id }] = (await runSql<{ id: string }>(
    test.adminUrl,
    "select id from tenants.tenants where slug = 'copie'",
  )) as [{ id: string }];
  expect(await rowsOf(test, erased, id)).toEqual({});
  // The receipt will say what went, and the link of the original opens nothing here.
  const counted = `select files, link_hash, (select count(*)::int from jsonb_object_keys(counts)) as tables from platform.erasures
    where tenant_id = '${id}'`;
  const [there] = await runSql<{ files: number; tables: number; link_hash: unknown }>(test.adminUrl, counted);
  expect([there?.link_hash, (there?.tables ?? 0) > 10, (there?.files ?? 0) > 0]).toEqual([null, true, true]);
  expect(Object.keys(await rowsOf(test, other, id)).length).toBeGreaterThan(5);
  const noted = `select user_id from platform.erasure_ledger where tenant_id = '${id}'`;
  expect(await runSql(test.adminUrl, noted)).toEqual([{ user_id: erased }]);
});

needs('versitygw')('with a storage elsewhere', () => {
  it('serves while the storage is away, and ends once it finds that erasures have to be done again', async () => {
    const storage = await startS3();
    const own = { STORAGE_URL: storage.url };
    try {
      expect(await palier(test, ['erasures', 'replay'], own)).toMatchObject({ code: 0, stderr: '' });
      const database = await older();
      await storage.kill();
      const served = await startApi(settings(database, own));
      running.push(served);
      const ready = (await (await fetch(`${served.url}/health/ready`)).json()) as { degraded: string[] };
      expect(ready.degraded).toContain('erasures');
      await storage.restart();
      await until(() => served.printed().includes('The process ends, and its next start waits.'));
      const waiting = await startApi(settings(database, own), 'palier erasures replay');
      running.push(waiting);
    } finally {
      await storage.stop();
    }
  });
});
