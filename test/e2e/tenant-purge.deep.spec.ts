// Real: the whole API, workers, PostgreSQL, queues, events. Faked: the processes,
// which are applications in one process.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Catalog } from '#catalog';
import { Signatures } from '#platform/signatures';
import { platformTenant } from '#platform/tenancy';
import { type Purge, type PurgeReceipt, Tenants } from '#tenants';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { palier } from '../support/command-line.js';
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
  const { id } = await api.app.get(Tenants).create({
    ...{ slug, name: slug, product: 'wistant', plan: 'pro' },
    ...{ origins: ['https://shop.example'], networks: ['10.20.0.0/16'] },
  });
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
const publishedKeys = async (): Promise<{ keys: { kty: string; crv: string; x: string; kid: string }[] }> =>
  (await api.inject('/.well-known/signature-keys.json')).json();
const receiptOf = (slug: string) => until(async () => (await purgeOf(slug)).receipt);

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

/** As documented: everything but the proofs, as one line of JSON, with sorted keys. */
function lineOf({ sha256, keyId, signature, ...told }: PurgeReceipt): string {
  const inOrder = (value: object) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(inOrder({ ...told, counts: inOrder(told.counts), kept: inOrder(told.kept) }));
}

const keptTables = /^(platform\.(audit|outbox|inbox|erasure_ledger)|tenants\.(metering|purge))/;

it('leaves a receipt of all data that a tenant had, and nothing else', async () => {
  const [id, other] = [await filled('gone', 12), await filled('stays', 3)];
  await deleted('gone');
  // No worker yet: it would look for due purges at once, and begin this one itself.
  const asked = await call('POST', '/gone/purge', { 'idempotency-key': 'one-purge' });
  const named = { location: `/v1/operations/${asked.json().id}`, etag: '"v1"', 'retry-after': '1' };
  expect([asked.statusCode, asked.headers]).toEqual([202, expect.objectContaining(named)]);
  const again = await call('POST', '/gone/purge', { 'idempotency-key': 'one-purge' });
  expect([again.statusCode, again.headers]).toEqual([202, expect.objectContaining(named)]);
  await startWorker();
  const operation = await until(async () => {
    const answer = (await call('GET', String(asked.headers.location))).json();
    return ['succeeded', 'failed'].includes(answer.state) ? answer : undefined;
  });
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

  const { sha256, keyId, signature } = receipt;
  const line = lineOf(receipt);
  expect(createHash('sha256').update(line).digest('hex')).toBe(sha256);
  const [key] = (await publishedKeys()).keys.filter(({ kid }) => kid === keyId);
  const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
  const signed = Buffer.from(`palier purge receipt v1\n${line}`);
  expect(verify(null, signed, publicKey, Buffer.from(String(signature), 'base64url'))).toBe(true);
});

it('leaves a receipt that anyone can check offline, and that fails when anything in it is changed', async () => {
  await filled('proven', 1);
  await deleted('proven');
  await startWorker();
  await call('POST', '/proven/purge');
  const receipt = await receiptOf('proven');
  const folder = mkdtempSync(join(tmpdir(), 'palier-receipt-'));
  const put = (name: string, content: object) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const keys = put('keys.json', await publishedKeys());
  const check = async (changes: object, by = keys) => {
    const file = put('receipt.json', { ...(await purgeOf('proven')), receipt: { ...receipt, ...changes } });
    const { code, stdout, stderr } = await palier({}, 'receipt', 'verify', file, '--keys', by);
    return `${code}: ${(stdout + stderr).split('\n')[0]}`;
  };
  expect(await check({})).toBe('0: The signature is valid.');
  const { sha256, keyId, signature, ...told } = receipt;
  const bytes = Buffer.from(`palier bundle manifest v1\n${lineOf(receipt)}`);
  const ofBundle = (await api.app.get(Signatures).sign(bytes)).signature.toString('base64url');
  const changed = [
    ...Object.keys(told).map((name) => ({ [name]: name.endsWith('At') ? '2026-01-01T00:00:00.000Z' : 'other' })),
    ...[{ counts: { ...receipt.counts, 'catalog.apps': 2 } }, { kept: {} }, { more: 1 }],
    ...[{ sha256: '0'.repeat(64) }, { signature: ofBundle }, { signature: '' }],
  ];
  for (const changes of changed) {
    expect([changes, await check(changes)]).toEqual([changes, expect.stringMatching(/^1: The key did not sign this/)]);
  }
  expect(await check({ signature: null })).toMatch(/^1: The receipt has no signature/);
  const none = await palier({}, 'receipt', 'verify', keys, '--keys', keys);
  expect([none.code, none.stdout]).toEqual([1, expect.stringMatching(/^The file has no receipt/)]);
  expect(await check({}, put('none.json', { keys: [] }))).toMatch(/^1: The key that the receipt names is not/);
  expect(await check({}, put('wrong.json', {}))).toMatch(/^1: The file .* is not a JWK set/);

  await admin.query('update tenants.purge_receipts set key_id = null, signature = null where id = $1', [receipt.id]);
  expect(await receiptOf('proven')).toEqual({ ...receipt, keyId: null, signature: null });
  rmSync(folder, { recursive: true });
});

it('is found and cancelled only by callers who could begin it', async () => {
  await filled('wanted', 1);
  await deleted('wanted');
  const { id } = (await call('POST', '/wanted/purge')).json();
  // A reader of the platform tenant has the permissions of every member, and operations.write is one of them.
  const reader = await signedIn(api, platformTenant, 'member');
  const refused = [
    await callAs(api, reader.token, 'POST', `/v1/operations/${id}/cancel`),
    await callAs(api, reader.token, 'GET', `/v1/operations/${id}`),
  ];
  expect(refused.map((answer) => answer.json().code)).toEqual(['operation_not_found', 'operation_not_found']);
  expect((await call('GET', `/v1/operations/${id}`)).json()).toMatchObject({
    kind: 'tenants.purge-tenant',
    state: 'queued',
  });
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
  const left = { state: 'purged', name: 'never', origins: [], networks: [] };
  expect((await call('GET', '/never')).json()).toMatchObject(left);
  const store = await api.inject({ method: 'GET', url: '/v1/stores/never/apps' });
  expect([store.statusCode, store.json().code]).toEqual([404, 'tenant_not_found']);
});

it('waits for a worker, and continues when one is back', async () => {
  await filled('stalled', 4);
  await deleted('stalled');
  await call('POST', '/stalled/purge');
  expect(await purgeOf('stalled')).toMatchObject({ counts: {}, endedAt: null, receipt: null });
  expect((await call('POST', '/stalled/undelete')).json()).toMatchObject({ code: 'tenant_deleted' });
  await startWorker();
  expect((await receiptOf('stalled')).counts).toMatchObject({ 'catalog.apps': 4 });
});

it('refuses to purge a tenant that was not deleted, and shows no purge of it', async () => {
  await filled('living', 1);
  expect((await call('POST', '/living/purge')).json()).toMatchObject({ status: 409, code: 'tenant_not_deleted' });
  expect((await call('GET', '/living/purge')).json()).toMatchObject({ status: 404, code: 'purge_not_found' });
  expect((await call('POST', '/nobody/purge')).json()).toMatchObject({ status: 404, code: 'tenant_not_found' });
});
