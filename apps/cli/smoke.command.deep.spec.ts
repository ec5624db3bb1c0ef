// Real: the whole API and its worker on a socket, PostgreSQL, a redis-server that is killed, a server of TLS, the command, under
// another clock in a process of its own. Faked: a proxy that alters single answers, and work that has waited for long, by SQL.
import { globSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { PALIER_VERSION } from '#platform/config';
import { Lifecycle } from '#platform/telemetry';
import { Tenants } from '#tenants';
import { needs, startRedis } from '../../test/stack/servers.js';
import { type AlteringProxy, startAlteringProxy } from '../../test/support/altering-proxy.js';
import { audited } from '../../test/support/audit-lines.js';
import { palier, spawnPalier } from '../../test/support/command-line.js';
import { DownloadShop } from '../../test/support/download-shop.js';
import { lastingPort } from '../../test/support/lasting-port.js';
import { makePerson, type Person } from '../../test/support/people.js';
import { Shop } from '../../test/support/shop.js';
import { runSql } from '../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { until } from '../../test/support/until.js';
import { Ladder } from '../api/ladder.js';

interface Step {
  name: string;
  state: string;
  ms: number;
  detail?: string;
}

const smoke = (url: string, env: NodeJS.ProcessEnv, ...more: string[]) => palier(env, 'smoke', '--url', url, ...more);

/** The steps that did not pass, with what they say; and the exit code. */
async function broken(url: string, env: NodeJS.ProcessEnv = {}, ...more: string[]) {
  const { code, stdout } = await smoke(url, env, ...more, '--json');
  const { steps } = JSON.parse(stdout) as { steps: Step[] };
  const failed = steps.filter(({ state }) => state === 'failed' || state === 'unreachable');
  for (const { detail } of failed) expect(detail).toMatch(/^\S.*[.]$/);
  return { code, failed: Object.fromEntries(failed.map(({ name, detail }) => [name, detail])), steps };
}

/** Starts a server of a test, which `afterAll` closes. */
const servers: Server[] = [];
const listening = (server: Server) =>
  new Promise<number>((resolve) => {
    servers.push(server);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

describe('palier smoke', () => {
  let shop: DownloadShop;
  let tenant: string;
  let proxy: AlteringProxy;
  let app: string;
  let person: Person;
  let account: NodeJS.ProcessEnv;
  beforeAll(async () => {
    shop = await DownloadShop.open();
    shop.api.app.get(Lifecycle).serve();
    tenant = shop.maker.tenant.slug;
    app = await shop.published();
    person = await makePerson(shop.api, shop.maker.tenant, { name: 'Jeanne' });
    account = { SMOKE_EMAIL: person.user.email, SMOKE_PASSWORD: person.password };
    proxy = await startAlteringProxy(await shop.api.listen());
  });
  afterEach(() => proxy.restore());
  afterAll(async () => {
    await proxy?.close();
    await shop?.api.close();
  });

  const nameOf = async () => {
    const sql = `select name, version from auth.users where id = '${person.user.id}'`;
    const [row] = await runSql<{ name: string; version: number }>(shop.api.database.adminUrl, sql);
    return row;
  };
  const brokenHere = (env: NodeJS.ProcessEnv = {}) => broken(proxy.url, env, '--tenant', tenant);

  it('prints a line for each part that works, with its time', async () => {
    const { code, stdout, stderr } = await smoke(proxy.url, {}, '--tenant', tenant, '--expect-version', PALIER_VERSION);
    expect([code, stderr]).toEqual([0, '']);
    const ok = (name: string, detail = '') => new RegExp(`^ok      ${name} +\\d+ ms${detail && `  ${detail}`}$`);
    const unset = 'SMOKE_EMAIL and SMOKE_PASSWORD are not set\\.';
    expect(stdout.split('\n')).toEqual(
      [
        ...[ok('connection'), ok('health'), ok('version', PALIER_VERSION), ok('clock')],
        ...[ok('document', 'OpenAPI 3\\.1\\.0, \\d+ paths'), ok('signing keys'), ok('tenant', tenant)],
        ...[ok('page', 'answer 2 from the cache'), ok('search'), ok('refused sign-in')],
        new RegExp(`^-       sign-in +\\d+ ms  ${unset}$`),
        ...['change', 'sign-out'].map((name) => new RegExp(`^-       ${name} +\\d+ ms  Nobody is signed in\\.$`)),
        ...[ok('download', app), /^$/, /^Passed: 11, failed: 0, skipped: 3, in \d+ ms\.$/, /^$/],
      ].map((each) => expect.stringMatching(each)),
    );
    const downloads = await shop.sql<{ n: number }>(
      'select coalesce(sum(downloads), 0)::int as n from catalog.download_counts',
    );
    expect(downloads).toEqual([{ n: 0 }]);
  });

  it('signs in, changes the name of the account and back, and signs out', async () => {
    const before = await nameOf();
    const { code, steps } = await brokenHere(account);
    expect([code, steps.filter(({ state }) => state !== 'passed')]).toEqual([0, []]);
    expect(await nameOf()).toEqual({ name: 'Jeanne', version: (before?.version ?? 0) + 2 });
    expect(await audited(shop.api, shop.maker.tenant.id, person.user.id)).toEqual(
      expect.arrayContaining(['auth.profile.changed', 'auth.profile.changed']),
    );
    const open = await shop.sql(`select from auth.sessions where user_id = '${person.user.id}'`);
    expect(open).toEqual([]);
  });

  it('removes the mark of a test that was killed from the name', async () => {
    const mark = (name: string) =>
      runSql(shop.api.database.adminUrl, `update auth.users set name = '${name}' where id = '${person.user.id}'`);
    await mark('Jeanne (smoke test)');
    expect(await brokenHere(account)).toMatchObject({ code: 0, failed: {} });
    expect(await nameOf()).toMatchObject({ name: 'Jeanne' });
  });

  it('takes the first store that the home page names', async () => {
    const { code, failed } = await broken(proxy.url);
    expect([code, failed.tenant]).toEqual([1, expect.stringContaining('name a tenant with --tenant')]);
    const ladder = shop.api.app.get(Ladder);
    const { step } = ladder;
    Object.assign(ladder, { step: 'solo' });
    const found = await broken(proxy.url);
    Object.assign(ladder, { step });
    expect([found.code, found.steps.find(({ name }) => name === 'tenant')?.detail]).toEqual([0, tenant]);
  });

  it('passes pages of stores by for tenants that are none, and says where there is no tenant', async () => {
    const operators = await broken(proxy.url, {}, '--tenant', 'platform');
    expect([operators.code, operators.failed]).toEqual([0, {}]);
    expect(operators.steps.find(({ name }) => name === 'page')).toMatchObject({
      state: 'skipped',
      detail: 'The tenant is not a store.',
    });
    const empty = await shop.api.app
      .get(Tenants)
      .create({ slug: 'empty', name: 'E', product: 'wistant', plan: 'free' });
    const skipped = (await broken(proxy.url, {}, '--tenant', empty.slug)).steps.filter(
      ({ state }) => state === 'skipped',
    );
    expect(skipped.map(({ name }) => name)).toEqual(['search', 'sign-in', 'change', 'sign-out', 'download']);
    expect((await broken(proxy.url, {}, '--tenant', 'nobody')).failed).toEqual({
      tenant: 'There is no tenant nobody: name another one with --tenant.',
    });
  });

  it('says which version answers in place of the one that was deployed', async () => {
    const { code, failed } = await broken(proxy.url, {}, '--tenant', tenant, '--expect-version', '9.9.9');
    expect([code, failed]).toEqual([
      1,
      { version: expect.stringContaining(`Version ${PALIER_VERSION} answers and not 9.9.9`) },
    ]);
  });

  type Alter = Parameters<AlteringProxy['alter']>[1];
  const answers =
    (given: object): Alter =>
    (answer) =>
      void Object.assign(answer, given);
  const uncached: Alter = ({ headers }) => void Object.assign(headers, { 'cache-status': 'Palier; fwd=uri-miss' });
  const notReady = { status: 503, body: '{"code":"not_ready","detail":"It starts."}' };

  it.each<[string, string, string, Alter, string]>([
    ['a process that is not ready', 'health', 'GET /health/ready', answers(notReady), '503, not_ready: It starts.'],
    ['a proxy without an API', 'document', 'GET /openapi.json', answers({ status: 502, body: '<html>' }), 'start one'],
    ['a document of another', 'document', 'GET /openapi.json', answers({ body: '{}' }), 'something else answers there'],
    ['keys of another', 'signing keys', 'GET /.well-known/', answers({ body: '<html>' }), 'where the proxy leads'],
    [
      'JSON of another',
      'signing keys',
      'GET /.well-known/',
      answers({ body: '{}' }),
      'The answer is not one of Palier',
    ],
    ['pages that are never cached', 'page', 'GET /v1/stores/:tenant/apps', uncached, 'Why an answer was not cached'],
    [
      'a search that finds nothing',
      'search',
      'GET /v1/stores/:tenant/apps?s',
      answers({ body: '{"data":[]}' }),
      'app-1',
    ],
    ['sign-ins of anybody', 'refused sign-in', 'POST /v1/auth/', answers({ status: 200 }), 'out of service'],
    [
      'downloads without parts',
      'download',
      'GET /v1/stores/:tenant/downloads/',
      answers({ status: 200 }),
      'passes Range',
    ],
    [
      'a download of another',
      'download',
      'GET /v1/stores/:tenant/downloads/',
      answers({ body: '<html>' }),
      'is no ZIP',
    ],
    [
      'a redirect',
      'connection',
      'GET /health/live',
      answers({ status: 308, headers: { location: 'https://a' } }),
      'https://a: g',
    ],
    ['another name', 'connection', 'GET /health/live', answers({ status: 421, body: '' }), '--server-name'],
  ])('says what to do about %s', async (_what, step, path, how, sentence) => {
    proxy.alter(path.replace(':tenant', tenant), how);
    const { code, failed } = await brokenHere();
    expect([code, failed[step]]).toEqual([1, expect.stringContaining(sentence)]);
    // Without the version and the clock of a process that is not ready, nothing else fails.
    expect(Object.keys(failed)).toEqual([step]);
  });

  it('changes the name back where no event reports the change', async () => {
    proxy.alter('GET /v1/events', () => {});
    const { code, failed, steps } = await brokenHere(account);
    expect([code, failed]).toEqual([1, { change: expect.stringContaining('passes event streams on unbuffered') }]);
    expect(steps.find(({ name }) => name === 'sign-out')).toMatchObject({ state: 'passed' });
    expect(await nameOf()).toMatchObject({ name: 'Jeanne' });
  });

  it('says that the account is refused, and not with which password', async () => {
    const wrong = { ...account, SMOKE_PASSWORD: 'not-the-password' };
    const { code, stdout } = await smoke(proxy.url, wrong, '--tenant', tenant);
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/FAILED {2}sign-in .* check SMOKE_EMAIL, SMOKE_PASSWORD/),
    ]);
    expect(stdout).not.toContain('not-the-password');
  });

  it.each([
    [
      'an address without a scheme',
      ['--url', 'api.example'],
      {},
      "option '--url <url>' argument 'api.example' is invalid",
    ],
    ['an address with a password', ['--url', 'https://a:b@c'], {}, 'It must be an address such as'],
    ['no address', [], {}, "required option '--url <url>' not specified"],
    [
      'half an account',
      ['--url', 'http://127.0.0.1:1'],
      { SMOKE_EMAIL: 'a@b.c' },
      'set both SMOKE_EMAIL and SMOKE_PASSWORD',
    ],
  ])('refuses %s', async (_what, args, env, sentence) => {
    const { code, stdout, stderr } = await palier(env, 'smoke', ...args);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining(sentence)]);
  });

  it('ends with 2 where nothing answers, in one line', async () => {
    const [closed, silent] = [await lastingPort(), await listening(createServer(() => {}))];
    for (const [url, sentence] of [
      [`http://127.0.0.1:${closed}`, 'Nothing listens at 127.0.0.1'],
      ['http://palier.invalid', 'The name palier.invalid has no address'],
      [`http://127.0.0.1:${silent}`, 'did not answer in time'],
    ] as const) {
      const { code, failed, steps } = await broken(url);
      expect([code, failed, steps.length]).toEqual([2, { connection: expect.stringContaining(sentence) }, 1]);
    }
  });

  it('says what is wrong with a certificate, and of a port without one', async () => {
    const read = (name: string) => readFileSync(`test/support/test-only-tls/${name}`, 'utf8');
    const tls = { key: read('secure.example.key.pem'), cert: read('secure.example.pem') };
    const url = `https://127.0.0.1:${await listening(createTlsServer(tls, (_asked, answer) => answer.end()))}`;
    const trusting = { NODE_EXTRA_CA_CERTS: 'test/support/test-only-tls/secure.example.pem' };
    for (const [at, env, sentence] of [
      [url, {}, 'does not trust the certificate (DEPTH_ZERO_SELF_SIGNED_CERT): set NODE_EXTRA_CA_CERTS'],
      [url, trusting, 'is for DNS:secure.example, IP Address:93.184.216.34 and not for 127.0.0.1'],
      [proxy.url.replace('http', 'https'), {}, 'does not speak https: write http:// in --url'],
    ] as const) {
      const { code, stdout } = await spawnPalier(env, 'smoke', '--url', at);
      expect([code, stdout]).toEqual([1, expect.stringContaining(sentence)]);
      expect(stdout.split('\n')).toHaveLength(4);
    }
  });

  needs('faketime')('under another clock', () => {
    it.each([
      ['+2h', '7200 s behind'],
      ['-90s', '90 s ahead of'],
    ])('says how far the clocks are apart: %s', async (FAKETIME, apart) => {
      const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
      const env = { LD_PRELOAD: library, FAKETIME };
      const { code, stdout } = await spawnPalier(env, 'smoke', '--url', proxy.url, '--tenant', tenant, '--json');
      const failed = (JSON.parse(stdout).steps as Step[]).filter(({ state }) => state === 'failed');
      expect([code, failed.map(({ name }) => name)]).toEqual([1, ['clock']]);
      expect(failed[0]?.detail).toMatch(/^The clock of the server is \d+ s (ahead of|behind) .*: set both by NTP/);
      expect(failed[0]?.detail).toContain(apart);
    });
  });
});

describe('palier smoke without a worker', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    api.app.get(Lifecycle).serve();
  });
  afterAll(() => api?.close());

  it('says that nobody makes a ZIP, and what has waited for long', async () => {
    const shop = await Shop.open(api);
    const { token } = await shop.admin();
    await shop.draft(token);
    await shop.publish();
    const url = await api.listen();
    const { code, failed } = await broken(url, {}, '--tenant', shop.slug);
    expect([code, failed]).toEqual([
      1,
      { download: expect.stringContaining('No worker has begun to make the ZIP of carnet: start one') },
    ]);
    await runSql(api.database.adminUrl, "update platform.outbox set created_at = now() - interval '10 minutes'");
    await until(async () => (await api.inject('/health/ready')).json().degraded.length > 0);
    const later = await broken(url, {}, '--tenant', 'platform');
    expect(later.failed).toMatchObject({
      health: expect.stringMatching(/^Degraded: workers: start a worker that takes/),
    });
  });
});

needs('redis-server')('palier smoke without Redis', () => {
  it('names the one that is away, and that nobody can sign in', async () => {
    const redis = await startRedis({ config: { 'maxmemory-policy': 'noeviction' } });
    const api = await startTestApp({ redisUrl: redis.url });
    try {
      api.app.get(Lifecycle).serve();
      const { slug } = await Shop.open(api);
      const url = await api.listen();
      expect((await broken(url, {}, '--tenant', slug)).failed).toEqual({});
      await redis.kill();
      await until(async () => (await api.inject('/health/ready')).json().degraded.includes('sessions'));
      const { code, failed } = await broken(url, {}, '--tenant', slug);
      expect([code, failed]).toEqual([
        1,
        {
          health: expect.stringMatching(/^Degraded: .*sessions.*start the Redis of REDIS_URL/),
          'refused sign-in': expect.stringContaining('sessions_unavailable'),
        },
      ]);
      await redis.restart();
      await until(async () => (await api.inject('/health/ready')).json().degraded.length === 0);
    } finally {
      await api.close();
      await redis.stop();
    }
  });
});
