// Real: the whole API, workers, PostgreSQL, queues, events. Faked: the processes,
// which are applications in one process.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { Catalog } from '#catalog';
import { platformTenant } from '#platform/tenancy';
import { type Purge, type PurgeReceipt, Tenants } from '#tenants';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { samplePackages } from '../support/sample-packages.js';
import { callAs, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

type Method = 'GET' | 'POST' | 'DELETE';

/** An API that runs no jobs. */
let api: TestApp;
let worker: TestApp | undefined;
let admin: pg.Client;
beforeAll(async () => {
  api = await startTestApp();
  admin = new pg.Client({ connectionString: api.database.adminUrl });
  await admin.connect();
});
afterEach(() => stopWorker());
afterAll(async () => {
  await admin.end();
  await api.close();
});

async function startWorker(): Promise<void> {
  worker = await startTestApp({}, api.database, [WorkerModule]);
}

async function stopWorker(): Promise<void> {
  await worker?.close();
  worker = undefined;
}

async function filled(slug: string, apps: number): Promise<string> {
  const { id } = await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'pro' });
  const packages = samplePackages(slug, apps);
  await api.app.get(Catalog).importPackages(id, packages.directory);
  packages.remove();
  return id;
}

async function deleted(slug: string): Promise<void> {
  const answer = await call('DELETE', `/${slug}?graceDays=0`, { 'if-match': '"v1"' });
  expect(answer.json()).toMatchObject({ state: 'deleting' });
}

function call(method: Method, path: string, headers: Record<string, string> = {}, payload?: object) {
  const authorization = `Bearer ${api.operatorKey}`;
  const url = path.startsWith('/v1') ? path : `/v1/platform/tenants${path}`;
  return api.inject({ method, url, headers: { authorization, ...headers }, payload });
}

const purgeOf = async (slug: string): Promise<Purge> => (await call('GET', `/${slug}/purge`)).json();
const receiptOf = (slug: string) => until(async () => (await purgeOf(slug)).receipt, 20_000);

/** Every table with rows of a tenant, as the superuser sees them. */
async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
     where attname = 'tenant_id' and relkind in ('r', 'p') and not relispartition`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await admin.query(`select count(*)::int as rows from ${name} where tenant_id = $1`, [tenantId]);
    if (rows[0].rows > 0) found[name] = rows[0].rows;
  }
  return found;
}

const keptTables = /^(platform\.(audit|outbox|inbox)|tenants\.(metering|purge))/;

it('leaves a receipt of all data that a tenant had, and nothing else', async () => {
  const [id, other] = [await filled('gone', 12), await filled('stays', 3)];
  await deleted('gone');
  await startWorker();
  const asked = await call('POST', '/gone/purge', { 'idempotency-key': 'one-purge' });
  const named = { location: `/v1/operations/${asked.json().id}`, etag: '"v1"', 'retry-after': '1' };
  expect([asked.statusCode, asked.headers]).toEqual([202, expect.objectContaining(named)]);
  const again = await call('POST', '/gone/purge', { 'idempotency-key': 'one-purge' });
  expect([again.statusCode, again.headers]).toEqual([202, expect.objectContaining(named)]);
  const operation = await until(async () => {
    const answer = (await call('GET', String(asked.headers.location))).json();
    return ['succeeded', 'failed'].includes(answer.state) ? answer : undefined;
  }, 20_000);
  expect(operation).toMatchObject({ error: null, state: 'succeeded', progress: 1, result: { slug: 'gone' } });

  const purge = await purgeOf('gone');
  expect(purge).toMatchObject({ endedAt: expect.any(String) });
  const receipt = purge.receipt as PurgeReceipt;
  const catalog = { 'catalog.apps': 12, 'catalog.app_tags': 24, 'catalog.tag_counts': 3 };
  expect(receipt.counts).toMatchObject({ ...catalog, 'tenants.usage': 2 });
  expect(receipt).toMatchObject({ tenantId: id, slug: 'gone', askedBy: expect.stringMatching(/^operator:/) });
  const left = Object.keys(await rowsOf(id));
  expect(left.filter((table) => !keptTables.test(table))).toEqual([]);
  expect(Object.keys(receipt.kept)).toContainEqual(expect.stringMatching(/^platform\.audit_/));
  expect(await rowsOf(other)).toMatchObject({ 'catalog.apps': 3, 'tenants.usage': 2 });

  // As documented: everything but the digest, as one line of JSON, with sorted keys.
  const { sha256, ...told } = receipt;
  const inOrder = (value: object) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const line = JSON.stringify(inOrder({ ...told, counts: inOrder(told.counts), kept: inOrder(told.kept) }));
  expect(createHash('sha256').update(line).digest('hex')).toBe(sha256);
}, 40_000);

it('can be cancelled only by callers who could begin it', async () => {
  await filled('wanted', 1);
  await deleted('wanted');
  const { id } = (await call('POST', '/wanted/purge')).json();
  // A reader of the platform tenant has the permissions of every member, and operations.write is one of them.
  const reader = await signedIn(api, platformTenant, 'member');
  const refused = await callAs(api, reader.token, 'POST', `/v1/operations/${id}/cancel`);
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'forbidden']);
  expect(refused.json().detail).toContain('platform.tenants.write');
  const seen = await callAs(api, reader.token, 'GET', `/v1/operations/${id}`);
  expect(seen.json()).toMatchObject({ kind: 'tenants.purge-tenant', state: 'queued' });
  expect((await call('POST', `/v1/operations/${id}/cancel`)).json()).toMatchObject({ state: 'cancelling' });
});

it('never reuses the slug of a purged tenant, and never restores the tenant', async () => {
  await filled('never', 1);
  await deleted('never');
  await startWorker();
  await call('POST', '/never/purge');
  await receiptOf('never');
  const again = { slug: 'never', name: 'Never', product: 'velo' };
  expect((await call('POST', '', {}, again)).json()).toMatchObject({ status: 409, code: 'tenant_slug_taken' });
  expect((await call('POST', '/never/undelete')).json()).toMatchObject({ status: 409, code: 'tenant_deleted' });
  expect((await call('POST', '/never/purge')).json()).toMatchObject({ status: 409, code: 'tenant_not_deleted' });
  expect((await call('GET', '/never')).json()).toMatchObject({ state: 'purged', name: 'never', origins: [] });
  const store = await api.inject({ method: 'GET', url: '/v1/stores/never/apps' });
  expect([store.statusCode, store.json().code]).toEqual([404, 'tenant_not_found']);
}, 40_000);

it('waits for a worker, and continues when one is back', async () => {
  await filled('stalled', 4);
  await deleted('stalled');
  await call('POST', '/stalled/purge');
  expect(await purgeOf('stalled')).toMatchObject({ counts: {}, endedAt: null, receipt: null });
  expect((await call('POST', '/stalled/undelete')).json()).toMatchObject({ code: 'tenant_deleted' });
  await startWorker();
  expect((await receiptOf('stalled')).counts).toMatchObject({ 'catalog.apps': 4 });
}, 40_000);

it('refuses to purge a tenant that was not deleted, and shows no purge of it', async () => {
  await filled('living', 1);
  expect((await call('POST', '/living/purge')).json()).toMatchObject({ status: 409, code: 'tenant_not_deleted' });
  expect((await call('GET', '/living/purge')).json()).toMatchObject({ status: 404, code: 'purge_not_found' });
  expect((await call('POST', '/nobody/purge')).json()).toMatchObject({ status: 404, code: 'tenant_not_found' });
});
