// Real: the whole API on a listening socket, raw TCP clients, PostgreSQL. Faked: the end of the log, which is read here.
import { Degradation } from '#platform/degradation';
import { LogDestination } from '#platform/telemetry';
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { openWire, type Wire } from '../support/wire.js';

const origin = 'https://shop.example';
const SHEDDABLE = '/v1/stores/refusing/tags';
/** Sheddable, and for members alone. */
const OF_MEMBERS = '/v1/analytics/live';
const request = (target: string, headers = '', method = 'GET') =>
  `${method} ${target} HTTP/1.1\r\nHost: palier.example\r\n${headers}\r\n`;

const started: TestApp[] = [];
const opened: Wire[] = [];
const logged: string[] = [];
const start = async (settings: Parameters<typeof startTestApp>[0] = {}) => {
  const api = await startTestApp({ logLevel: 'info', ...settings });
  started.push(api);
  const tenant = { slug: 'refusing', name: 'Refusing', product: 'wistant', plan: 'enterprise', origins: [origin] };
  await api.app.get(Tenants).create(tenant);
  const client = await openWire(await api.listen());
  opened.push(client);
  const ask = async (target: string, headers = '', method = 'GET') => {
    client.send(request(target, headers, method));
    return client.answer(method);
  };
  return { api, client, ask, degradation: api.app.get(Degradation) };
};

beforeAll(() => {
  for (const way of ['append', 'write'] as const)
    jest.spyOn(LogDestination.prototype, way).mockImplementation((line) => void logged.push(line));
});
afterEach(async () => {
  for (const { abort } of opened.splice(0)) abort();
  for (const api of started.splice(0)) await api.close();
  logged.length = 0;
});
afterAll(() => jest.restoreAllMocks());

/** The lines of the log about requests that were refused for this reason. */
const linesOf = (code: string) =>
  logged.map((line) => JSON.parse(line)).filter((line) => line.code === code && line.refused);

describe('a path without a route', () => {
  it('answers a whole problem in either language, on a connection that stays', async () => {
    const { ask } = await start();
    const english = await ask('/v1/nowhere?secret=1', 'X-Request-Id: mine\r\n');
    expect(english.status).toBe(404);
    expect(JSON.parse(english.body)).toEqual({
      type: '/docs/errors#route_not_found',
      title: 'No such route',
      status: 404,
      detail: expect.stringContaining('/docs'),
      instance: '/v1/nowhere',
      code: 'route_not_found',
      requestId: 'mine',
    });
    expect([...english.headers]).toEqual(
      expect.arrayContaining([
        ['x-request-id', 'mine'],
        ['cache-control', 'no-store'],
        ['content-language', 'en'],
        ['content-type', 'application/problem+json'],
        ['x-content-type-options', 'nosniff'],
        ['ratelimit', expect.any(String)],
        ['connection', 'keep-alive'],
      ]),
    );
    const french = await ask('/v1/nowhere', 'Accept-Language: fr\r\n');
    expect(JSON.parse(Buffer.from(french.body, 'latin1').toString())).toMatchObject({
      title: 'Route inexistante',
      detail: expect.stringContaining('à ce chemin'),
    });
    expect((await ask('/v1/nowhere', '', 'HEAD')).status).toBe(404);
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('leaves the connection usable after a body that nobody takes', async () => {
    const { ask } = await start();
    expect((await ask('/v1/nowhere', 'Content-Length: 4\r\n\r\nbody', 'POST')).status).toBe(404);
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('is told apart from a path with other methods, and from a target that is wrong', async () => {
    const { ask } = await start();
    const wrong = await ask('/health/live', '', 'DELETE');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    for (const [target, code] of [
      ['/v1/nowhere/%ff', 'invalid_url'],
      ['/v1/now%68ere', 'route_not_found'],
      [`/v1/stores/${'x'.repeat(600)}/apps`, 'url_too_long'],
    ] as const)
      expect(JSON.parse((await ask(target)).body)).toMatchObject({ code });
  });

  it('is logged once a second with the number of such requests, and each is counted', async () => {
    const { ask } = await start();
    for (let i = 0; i < 50; i += 1) await ask(`/v1/nowhere/${i}`);
    const refused = () => linesOf('route_not_found').reduce((sum, line) => sum + line.refused, 0);
    await until(() => refused() >= 50);
    expect(refused()).toBe(50);
    const [first, ...others] = linesOf('route_not_found');
    expect(first).toMatchObject({ level: 30, msg: 'request', path: '/v1/nowhere/0', status: 404, refused: 1 });
    // A slow machine takes several seconds.
    expect(others.length).toBeLessThan(25);
    expect(others.at(-1)).toMatchObject({ path: '/v1/nowhere/49', requestId: expect.any(String) });
  });
});

describe('an overload', () => {
  it('refuses before access and tenant are looked at, and says so to the pages of the tenant', async () => {
    const { ask, degradation } = await start();
    expect((await ask(OF_MEMBERS)).status).toBe(401);
    await degradation.set(1, 'a test');
    for (const target of [
      SHEDDABLE,
      `${SHEDDABLE}?limit=wrong&limit=%ff`,
      '/v1/stores/nobody/tags',
      '/v1/stores/n%6fbody/tags',
      OF_MEMBERS,
    ]) {
      const { status, headers, body } = await ask(target, `Origin: ${origin}\r\n`);
      expect([target, status, JSON.parse(body).code]).toEqual([target, 503, 'overloaded']);
      expect(headers.get('retry-after')).toMatch(/^([89]|1[0-5])$/);
      expect(headers.get('x-degraded')).toContain('level=1');
      const mayRead = target.includes('body') ? undefined : origin;
      expect([target, headers.get('access-control-allow-origin')]).toEqual([target, mayRead]);
    }
    const elsewhere = await ask(SHEDDABLE, 'Origin: https://other.example\r\n');
    expect(elsewhere.headers.has('access-control-allow-origin')).toBe(false);
    expect((await ask('/v1/stores/refusing/apps')).status).toBe(200);
    await degradation.set(0, '');
    expect((await ask(SHEDDABLE)).status).toBe(200);
    expect((await ask(SHEDDABLE)).headers.get('cache-status')).toContain('hit');
    await degradation.set(1, 'a test');
    expect((await ask(SHEDDABLE)).status).toBe(503);
  });

  it('does not receive a whole upload that it refuses', async () => {
    const { ask, client, degradation } = await start();
    await degradation.set(4, 'a test');
    const [entry, file] = ['0193b3b4-0000-7000-8000-000000000001', '0193b3b4-0000-7000-8000-000000000002'];
    const body = 'Content-Type: image/png\r\nContent-Length: 1000000000\r\n\r\nabc';
    const { status, headers } = await ask(`/v1/journal/entries/${entry}/attachments/${file}`, body, 'PUT');
    expect([status, headers.get('connection')]).toEqual([503, 'close']);
    expect(await client.rest()).toBe('');
  });

  it('is logged as a warning, with the number of requests', async () => {
    const { ask, degradation } = await start();
    await degradation.set(1, 'a test');
    for (let i = 0; i < 20; i += 1) await ask(SHEDDABLE);
    await until(() => linesOf('overloaded').reduce((sum, line) => sum + line.refused, 0) === 20);
    const route = '/v1/stores/:tenant/tags';
    for (const line of linesOf('overloaded')) expect(line).toMatchObject({ level: 40, status: 503, route });
  });
});

describe('an address that sent too much', () => {
  it('is refused on every route, also where the answer is in memory, until its time is over', async () => {
    const { ask } = await start({ rateLimitRequests: 4, rateLimitWindowSeconds: 3600 });
    const url = '/v1/stores/refusing/apps';
    for (const status of ['fwd=uri-miss', 'hit', 'hit', 'hit'])
      expect((await ask(url)).headers.get('cache-status')).toContain(status);
    for (const target of [url, '/health/live', '/v1/nowhere', `${url}?limit=%ff`]) {
      const { status, headers, body } = await ask(target, 'Accept-Language: fr\r\n');
      const { code, detail } = JSON.parse(Buffer.from(body, 'latin1').toString());
      expect([target, status, code]).toEqual([target, 429, 'rate_limited']);
      const seconds = headers.get('retry-after');
      expect(detail).toContain(`4 requêtes en 3600 s. Réessayez dans ${seconds} s.`);
      expect(headers.get('ratelimit')).toBe(`"address";r=0;t=${seconds}`);
    }
  });
});
