// Real: the whole API, PostgreSQL, and pg, whose statements are noted. Faked: nothing.
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { Catalog } from '#catalog';
import { openApiDocument, operationsOf } from '#platform/http';
import { Tenants } from '#tenants';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Sent by timers, and once by each new connection, whatever is asked. */
const background =
  /^(tenants\.directory\.|tenants\.metering\.add$|flags\.all$|degradation\.present$|platform\.(read-)?scope$)/;
/** Sent at the first use of a key, then kept in memory. */
const credentials = /^access\./;

let api: TestApp;
let sent: string[];

beforeAll(async () => {
  api = await startTestApp();
  const packages = samplePackages('sample', 45);
  const { id } = await api.app.get(Tenants).create({ slug: 'shop', name: 'Shop', product: 'wistant', plan: 'free' });
  await api.app.get(Catalog).importPackages(id, packages.directory);
  packages.remove();
  noteStatements();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.close();
});

function noteStatements(): void {
  const query = pg.Client.prototype.query;
  const noting = function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [{ name?: string } | string];
    const name = typeof statement === 'object' ? statement.name : undefined;
    if (name && !background.test(name) && !credentials.test(name)) sent.push(name);
    return Reflect.apply(query, this, args);
  };
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(noting);
}

async function statementsOf(options: InjectOptions): Promise<{ status: number; names: string[]; body: string }> {
  sent = [];
  const headers = { authorization: `Bearer ${api.operatorKey}`, ...options.headers };
  const { statusCode, body } = await api.inject({ ...options, headers });
  return { status: statusCode, names: sent, body };
}

const get = (url: string): InjectOptions => ({ method: 'GET', url });
const post = (url: string, payload: object = {}): InjectOptions => ({ method: 'POST', url, payload });
const apps = '/v1/stores/shop/apps';
const tenants = '/v1/platform/tenants';
const purge = '/v1/platform/jobs/tenants.purge-tenant';
const nobody = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const tenant = { slug: 'other', name: 'Other', product: 'wistant', plan: 'free' };

/** What a change of a tenant leaves behind. */
const traces = ['audit.lines.insert', 'outbox.insert'];

/** Each row: the operation, the request, and the statements that it sends, in order. */
const requests: [operation: string, request: InjectOptions, statements: string[]][] = [
  ['GET /v1/stores/{tenant}/apps', get(`${apps}?limit=20`), ['catalog.apps.at.name']],
  [
    'GET /v1/stores/{tenant}/apps',
    get(`${apps}?page=2&sort=-createdAt`),
    ['catalog.apps.at.-createdAt', 'catalog.apps.total'],
  ],
  ['GET /v1/stores/{tenant}/apps', get(`${apps}?tag=odd`), ['catalog.apps.tagged-at.name']],
  [
    'GET /v1/stores/{tenant}/apps',
    get(`${apps}?tag=odd&page=1`),
    ['catalog.apps.tagged-at.name', 'catalog.tags.count'],
  ],
  ['GET /v1/stores/{tenant}/apps', get(`${apps}?limit=20`), []],
  ['GET /v1/stores/{tenant}/apps/{slug}', get(`${apps}/sample-1`), ['catalog.apps.by-slug']],
  ['GET /v1/stores/{tenant}/apps/{slug}', get(`${apps}/nowhere`), ['catalog.apps.by-slug']],
  ['GET /v1/stores/{tenant}/tags', get('/v1/stores/shop/tags'), ['catalog.tags.at.-apps']],
  ['GET /v1/stores/{tenant}/tags', get('/v1/stores/shop/tags?page=1'), ['catalog.tags.at.-apps', 'catalog.tags.total']],
  ['GET /v1/stores/{tenant}/tags', get('/v1/stores/shop/tags'), []],
  ['POST /v1/platform/tenants', post(tenants, tenant), ['tenants.tenants.insert', ...traces]],
  ['GET /v1/platform/tenants', get(tenants), ['tenants.list.name.offset']],
  [
    'GET /v1/platform/tenants',
    get(`${tenants}?plan=free&page=1`),
    ['tenants.list.plan.name.offset', 'tenants.total.plan'],
  ],
  ['GET /v1/platform/tenants/{slug}', get(`${tenants}/other`), ['tenants.tenants.by-slug']],
  [
    'PATCH /v1/platform/tenants/{slug}',
    { method: 'PATCH', url: `${tenants}/other`, headers: { 'if-match': '"v1"' }, payload: { name: 'New' } },
    ['tenants.tenants.update', ...traces],
  ],
  [
    'POST /v1/platform/tenants/{slug}/suspend',
    post(`${tenants}/other/suspend`),
    ['tenants.tenants.suspend', ...traces],
  ],
  ['POST /v1/platform/tenants/{slug}/resume', post(`${tenants}/other/resume`), ['tenants.tenants.resume', ...traces]],
  [
    'DELETE /v1/platform/tenants/{slug}',
    { method: 'DELETE', url: `${tenants}/other`, headers: { 'if-match': '"v4"' } },
    ['tenants.tenants.delete', ...traces],
  ],
  [
    'POST /v1/platform/tenants/{slug}/undelete',
    post(`${tenants}/other/undelete`),
    ['tenants.tenants.undelete', ...traces],
  ],
  ['POST /v1/platform/tenants/{slug}/purge', post(`${tenants}/other/purge`), ['tenants.tenants.by-slug']],
  [
    'GET /v1/platform/tenants/{slug}/purge',
    get(`${tenants}/other/purge`),
    ['tenants.tenants.by-slug', 'tenants.purges.of-tenant'],
  ],
  [
    'GET /v1/platform/tenants/{slug}/usage',
    get(`${tenants}/other/usage`),
    ['tenants.tenants.by-slug', 'tenants.usage.all'],
  ],
  [
    'GET /v1/platform/tenants/{slug}/metering',
    get(`${tenants}/other/metering`),
    ['tenants.tenants.by-slug', 'tenants.metering.of-month'],
  ],
  ['GET /v1/operations', get('/v1/operations'), ['operations.list.at']],
  [
    'GET /v1/operations',
    get('/v1/operations?state=failed&page=1'),
    ['operations.list.state.at', 'operations.total.state'],
  ],
  ['GET /v1/operations/{id}', get(`/v1/operations/${nobody}`), ['operations.by-id']],
  ['GET /v1/operations/{id}/events', get(`/v1/operations/${nobody}/events`), ['operations.by-id']],
  ['POST /v1/operations/{id}/cancel', post(`/v1/operations/${nobody}/cancel`), ['operations.by-id']],
  ['GET /v1/platform/audit', get('/v1/platform/audit?limit=5'), ['audit.list']],
  [
    'GET /v1/platform/audit',
    get('/v1/platform/audit?tenant=shop&action=test.none&page=1'),
    ['audit.list.action', 'audit.total.action'],
  ],
  ['GET /v1/platform/queues', get('/v1/platform/queues?limit=1'), ['jobs.queues.front', 'jobs.queues.front']],
  ['POST /v1/platform/queues/{queue}/retry', post('/v1/platform/queues/tenants.purge-tenant/retry'), []],
  ['GET /v1/platform/jobs', get('/v1/platform/jobs?queue=tenants.purge-tenant&state=failed'), []],
  ['GET /v1/platform/jobs/{queue}/{id}', get(`${purge}/${nobody}`), []],
  ['POST /v1/platform/jobs/{queue}/{id}/retry', post(`${purge}/${nobody}/retry`), []],
  ['POST /v1/platform/jobs/{queue}/{id}/cancel', post(`${purge}/${nobody}/cancel`), []],
  ['GET /v1/platform/flags', get('/v1/platform/flags'), []],
  ['GET /v1/platform/flags/{name}', get('/v1/platform/flags/catalog.tags'), []],
  [
    'PUT /v1/platform/flags/{name}',
    {
      method: 'PUT',
      url: '/v1/platform/flags/catalog.tags',
      headers: { 'if-match': '"v0"' },
      payload: { enabled: true },
    },
    ['flags.lock', 'flags.by-name', 'flags.write', 'audit.lines.insert'],
  ],
  ['GET /v1/platform/events', get('/v1/platform/events'), ['events.set-aside.list']],
  ['GET /v1/platform/events', get('/v1/platform/events?page=1'), ['events.set-aside.list', 'events.set-aside.count']],
  ['GET /v1/platform/events/{id}', get(`/v1/platform/events/${nobody}`), ['events.set-aside.find']],
  ['POST /v1/platform/events/{id}/retry', post(`/v1/platform/events/${nobody}/retry`), ['events.set-aside.find']],
  ['GET /v1/platform/degradation', get('/v1/platform/degradation'), []],
  [
    'PUT /v1/platform/degradation',
    { method: 'PUT', url: '/v1/platform/degradation', payload: { level: 0 } },
    ['degradation.set', 'audit.lines.insert'],
  ],
];

describe('the statements of each endpoint', () => {
  it.each(requests)('%s (row %#)', async (_, request, statements) => {
    const { names, status } = await statementsOf(request);
    expect(status).toBeLessThan(500);
    expect(names).toEqual(statements);
  });

  it('walks on from a cursor with one statement, whatever the number of apps', async () => {
    const { body } = await statementsOf(get(`${apps}?limit=2`));
    const { next } = JSON.parse(body).page;
    for (const limit of [2, 40]) {
      const { names } = await statementsOf(get(`${apps}?limit=${limit}&cursor=${next}`));
      expect(names).toEqual(['catalog.apps.after.name']);
    }
  });

  it('are known for every operation of a context', () => {
    const operations = operationsOf(openApiDocument(api.app))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((operation) => operation.includes(' /v1/'));
    expect([...new Set(requests.map(([operation]) => operation))].sort()).toEqual(operations.sort());
  });
});
