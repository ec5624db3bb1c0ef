// Real: the whole API, PostgreSQL, and pg, whose statements are noted. Faked: nothing.
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { Catalog } from '#catalog';
import { openApiDocument, operationsOf } from '#platform/http';
import { Tenants } from '#tenants';
import { runSql } from '../support/notes-table.js';
import { logIn, makePerson } from '../support/people.js';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Sent by timers, and once by each new connection, whatever is asked. */
const background =
  /^(tenants\.directory\.|auth\.revocations\.latest$|auth\.signing-keys\.in-force$|tenants\.metering\.add$|flags\.all$|degradation\.present$|platform\.(read-)?scope$)/;
/** Sent at the first use of a key, then kept in memory. */
const credentials = /^access\./;

let api: TestApp;
/** The access token of an admin of the shop. */
let admin: string;
let sent: string[];

beforeAll(async () => {
  api = await startTestApp();
  const packages = samplePackages('sample', 45);
  const { id } = await api.app.get(Tenants).create({ slug: 'shop', name: 'Shop', product: 'wistant', plan: 'free' });
  await api.app.get(Catalog).importPackages(id, packages.directory);
  packages.remove();
  await runSql(
    api.database.adminUrl,
    `INSERT INTO auth.users (tenant_id, id, email, name, role, state)
     VALUES ('${id}', '${somebody}', 'somebody@example.org', 'Somebody', 'member', 'active')`,
  );
  admin = (await logIn(api, await makePerson(api, { id, slug: 'shop' }, { role: 'admin' }))).json().accessToken;
  noteStatements();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.close();
});

/** As they are bound, since those that leave as one batch pass `query` as one. */
function noteStatements(): void {
  const { bind } = pg.Connection.prototype;
  const noting = function (this: pg.Connection, ...args: Parameters<pg.Connection['bind']>) {
    const name = args[0]?.statement;
    if (name && !background.test(name) && !credentials.test(name)) sent.push(name);
    return Reflect.apply(bind, this, args);
  };
  jest.spyOn(pg.Connection.prototype, 'bind').mockImplementation(noting);
}

async function statementsOf(options: InjectOptions): Promise<{ status: number; names: string[]; body: string }> {
  sent = [];
  const credential = members.has(options) ? admin : api.operatorKey;
  const headers = { authorization: `Bearer ${credential}`, ...options.headers };
  const { statusCode, body } = await api.inject({ ...options, headers });
  return { status: statusCode, names: sent, body };
}

const get = (url: string): InjectOptions => ({ method: 'GET', url });
const post = (url: string, payload: object = {}): InjectOptions => ({ method: 'POST', url, payload });
const members = new WeakSet<InjectOptions>();
/** A request of the shop's admin, where the others are an operator's. */
const asAdmin = (request: InjectOptions): InjectOptions => {
  members.add(request);
  return request;
};
const apps = '/v1/stores/shop/apps';
const tenants = '/v1/platform/tenants';
const purge = '/v1/platform/jobs/tenants.purge-tenant';
const nobody = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
/** A member of the shop. */
const somebody = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2';
const tenant = { slug: 'other', name: 'Other', product: 'wistant', plan: 'free' };

const applicant = { email: 'a@example.org', name: 'Camille', password: 'quatre chevaux mangent des poires' };
const anyone = { email: 'nobody@example.org' };
const token = 'A'.repeat(64);

/** The same for an address that is there and one that is not. */
const registering = ['auth.allowances.use', 'auth.users.by-email', 'auth.users.insert'];
const asking = ['auth.allowances.use', 'auth.users.by-email', 'auth.allowances.use', 'outbox.insert'];

/** Before a password is compared. */
const trying = ['auth.sign-in-tries.closed', 'auth.sign-in-tries.count', 'auth.users.by-email'];
const endingAll = ['auth.sessions.lock-user', 'auth.sessions.mark-user', 'auth.sessions.end'];

/** What a strict route asks first of whoever is signed in. */
const strictly = ['auth.sessions.standing'];

/** What makes the tokens of a user void: the store first, then everybody is told. */
const describing = [
  'auth.sessions.lock-user',
  'auth.sessions.mark-user',
  'auth.sessions.describe',
  'auth.revocations.insert',
];
const ending = ['auth.revocations.insert', 'auth.sessions.lock-user', 'auth.sessions.mark-user', 'auth.sessions.end'];
const inviting = [
  'auth.invitations.forget',
  'auth.invitations.put',
  'audit.lines.insert',
  'auth.allowances.use',
  'outbox.insert',
];
/** What takes back the access that a user gave. */
const withdrawing = ['auth.invitations.revoke-of-inviter', 'auth.api-keys.revoke-of-maker'];

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
  ['GET /v1/auth/{tenant}', get('/v1/auth/shop'), ['tenants.tenants.by-slug']],
  ['GET /v1/auth/{tenant}', get('/v1/auth/shop'), []],
  [
    'POST /v1/auth/{tenant}/register',
    post('/v1/auth/shop/register', applicant),
    [...registering, 'tenants.usage.take', ...traces, 'auth.allowances.use', 'outbox.insert'],
  ],
  [
    'POST /v1/auth/{tenant}/register',
    post('/v1/auth/shop/register', applicant),
    [
      ...registering,
      'tenants.usage.take',
      'tenants.usage.give-back',
      'auth.users.drop-unproven',
      'auth.allowances.use',
      'outbox.insert',
    ],
  ],
  ['POST /v1/auth/{tenant}/verify-email', post('/v1/auth/shop/verify-email', { token }), ['auth.email-tokens.take']],
  ['POST /v1/auth/{tenant}/verify-email/resend', post('/v1/auth/shop/verify-email/resend', anyone), asking],
  ['POST /v1/auth/{tenant}/password/forgot', post('/v1/auth/shop/password/forgot', anyone), asking],
  [
    'POST /v1/auth/{tenant}/password/reset',
    post('/v1/auth/shop/password/reset', { token, password: applicant.password }),
    ['auth.email-tokens.holder'],
  ],
  [
    'POST /v1/me/password',
    post('/v1/me/password', { currentPassword: applicant.password, newPassword: applicant.password }),
    [],
  ],
  ['GET /v1/keys', asAdmin(get('/v1/keys')), [...strictly, 'auth.api-keys.at']],
  ['GET /v1/keys', asAdmin(get('/v1/keys?page=1')), [...strictly, 'auth.api-keys.at', 'auth.api-keys.total']],
  [
    'POST /v1/keys',
    asAdmin(post('/v1/keys', { name: 'Import', kind: 'secret', scopes: ['events.ingest'] })),
    [...strictly, 'auth.members.giver', 'auth.api-keys.insert', 'audit.lines.insert'],
  ],
  [
    'POST /v1/keys/{id}/rotate',
    asAdmin(post(`/v1/keys/${nobody}/rotate`)),
    [...strictly, 'auth.members.giver', 'auth.api-keys.locked'],
  ],
  [
    'DELETE /v1/keys/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/keys/${nobody}` }),
    [...strictly, 'auth.api-keys.revoke'],
  ],
  ['GET /v1/me', asAdmin(get('/v1/me')), ['auth.members.by-id']],
  [
    'PATCH /v1/me',
    asAdmin({ method: 'PATCH', url: '/v1/me', headers: { 'if-match': '"v1"' }, payload: { name: 'New' } }),
    ['auth.profile.change', ...traces],
  ],
  [
    'DELETE /v1/me',
    asAdmin({ method: 'DELETE', url: '/v1/me', payload: { password: 'not the password' } }),
    [...strictly, 'auth.allowances.use', 'auth.users.by-id'],
  ],
  ['GET /v1/members', asAdmin(get('/v1/members')), [...strictly, 'auth.members.list.name.offset']],
  [
    'GET /v1/members',
    asAdmin(get('/v1/members?search=some&role=member&sort=-lastSignInAt&page=1')),
    [...strictly, 'auth.members.list.search.role.-lastSignInAt.offset', 'auth.members.total.search.role'],
  ],
  ['GET /v1/members/roles', asAdmin(get('/v1/members/roles')), strictly],
  ['GET /v1/members/{id}', asAdmin(get(`/v1/members/${somebody}`)), [...strictly, 'auth.members.by-id']],
  [
    'PATCH /v1/members/{id}',
    asAdmin({
      method: 'PATCH',
      url: `/v1/members/${somebody}`,
      headers: { 'if-match': '"v1"' },
      payload: { role: 'editor' },
    }),
    [
      ...[...strictly, 'auth.members.lock', 'auth.members.change', ...traces],
      ...[...withdrawing, 'outbox.insert', ...describing],
    ],
  ],
  [
    'POST /v1/members/{id}/deactivate',
    asAdmin(post(`/v1/members/${somebody}/deactivate`)),
    [
      ...[...strictly, 'auth.members.lock', 'auth.members.deactivate', ...withdrawing],
      ...[...traces, 'outbox.insert', ...ending],
    ],
  ],
  [
    'POST /v1/members/{id}/reactivate',
    asAdmin(post(`/v1/members/${somebody}/reactivate`)),
    [...strictly, 'auth.members.lock', 'auth.members.reactivate', ...traces],
  ],
  [
    'DELETE /v1/members/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/members/${somebody}` }),
    [
      ...[...strictly, 'auth.members.lock', ...withdrawing, 'auth.members.delete', 'auth.invitations.erase-to'],
      ...[...traces, 'outbox.insert', 'tenants.usage.give-back', ...ending],
    ],
  ],
  ['GET /v1/invitations', asAdmin(get('/v1/invitations')), [...strictly, 'auth.invitations.list.at']],
  [
    'GET /v1/invitations',
    asAdmin(get('/v1/invitations?page=1')),
    [...strictly, 'auth.invitations.list.at', 'auth.invitations.total'],
  ],
  [
    'POST /v1/invitations',
    asAdmin(post('/v1/invitations', { ...anyone, role: 'member' })),
    [...strictly, 'auth.users.by-email', 'auth.members.giver', ...inviting],
  ],
  [
    'DELETE /v1/invitations/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/invitations/${nobody}` }),
    [...strictly, 'auth.invitations.revoke'],
  ],
  [
    'POST /v1/platform/auth/invitations',
    post('/v1/platform/auth/invitations', { ...anyone, role: 'owner', tenant: 'shop' }),
    ['auth.users.by-email', ...inviting],
  ],
  [
    'POST /v1/auth/{tenant}/invitations/accept',
    post('/v1/auth/shop/invitations/accept', { token, name: 'New', password: applicant.password }),
    ['auth.invitations.by-secret'],
  ],
  ['GET /v1/platform/degradation', get('/v1/platform/degradation'), []],
  [
    'POST /v1/auth/{tenant}/login',
    post('/v1/auth/shop/login', { email: anyone.email, password: applicant.password }),
    [...trying, 'auth.sign-in-tries.count'],
  ],
  ['POST /v1/auth/{tenant}/refresh', post('/v1/auth/shop/refresh', { refreshToken: token }), []],
  ['POST /v1/auth/{tenant}/logout', post('/v1/auth/shop/logout', { refreshToken: token }), []],
  ['GET /v1/me/sessions', asAdmin(get('/v1/me/sessions')), ['auth.sessions.of-user']],
  [
    'DELETE /v1/me/sessions/{id}',
    asAdmin({ method: 'DELETE', url: `/v1/me/sessions/${nobody}` }),
    ['auth.sessions.find', 'auth.sessions.end'],
  ],
  [
    'DELETE /v1/me/sessions',
    asAdmin({ method: 'DELETE', url: '/v1/me/sessions' }),
    ['auth.sessions.of-user', 'auth.sessions.end'],
  ],
  ['GET /v1/platform/auth/sessions', get('/v1/platform/auth/sessions?tenant=shop'), ['auth.sessions.after']],
  [
    'GET /v1/platform/auth/sessions',
    get(`/v1/platform/auth/sessions?tenant=shop&user=${nobody}`),
    ['auth.sessions.of-user'],
  ],
  [
    'DELETE /v1/platform/auth/sessions',
    { method: 'DELETE', url: `/v1/platform/auth/sessions?tenant=shop&user=${nobody}` },
    ['auth.revocations.insert', ...endingAll, 'audit.lines.insert'],
  ],
  ['GET /v1/platform/auth/regions', get('/v1/platform/auth/regions'), ['auth.sessions.count']],
  ['GET /v1/platform/auth/shards', get('/v1/platform/auth/shards'), ['auth.sessions.count']],
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
