// Real: the whole API, PostgreSQL. Faked: nothing.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Catalog } from '#catalog';
import { ResponseCache } from '#platform/cache';
import { Degradation } from '#platform/degradation';
import { Pipeline } from '#platform/http';
import { Tenants } from '#tenants';
import { openApiDocument } from '../drift/openapi/openapi-document.js';
import { committedOperations, parametersOf } from '../support/openapi.js';
import { samplePackages } from '../support/sample-packages.js';
import { freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

describe('the way of a request', () => {
  let api: TestApp;
  const get = (url: string, headers: Record<string, string> = {}) => api.inject({ method: 'GET', url, headers });

  beforeAll(async () => {
    api = await startTestApp({
      rateLimitRequests: 1000,
      rateLimitWindowSeconds: 3600,
      trustedProxies: ['127.0.0.0/8'],
    });
    const tenants = api.app.get(Tenants);
    const open = await tenants.create({
      slug: 'open',
      name: 'Open',
      product: 'wistant',
      plan: 'enterprise',
      origins: ['https://shop.example'],
    });
    await tenants.create({ slug: 'closed', name: 'Closed', product: 'wistant', plan: 'enterprise' });
    const packages = samplePackages('sample', 60);
    await api.app.get(Catalog).importPackages(open.id, packages.directory);
    packages.remove();
  });
  afterAll(() => api.close());

  it('fills the cache once, then answers from memory with the same bytes and ETag', async () => {
    const url = '/v1/stores/open/apps?limit=6';
    const [first, second] = [await get(url), await get(url)];
    expect(first.headers['cache-status']).toMatch(/^Palier; fwd=uri-miss; stored; ttl=\d+$/);
    expect(first.headers['server-timing']).toMatch(/^cache;desc=miss, handler;dur=\d+\.\d$/);
    expect(second.headers['cache-status']).toMatch(/^Palier; hit; ttl=\d+$/);
    expect(second.headers['server-timing']).toBe('cache;desc=hit');
    expect(second.body).toBe(first.body);
    expect(second.headers.etag).toBe(first.headers.etag);
    const third = await get(url, { 'if-none-match': String(first.headers.etag) });
    expect([third.statusCode, third.body]).toEqual([304, '']);
  });

  it('answers HEAD as GET, without the body and from the same memory', async () => {
    const url = '/v1/stores/open/apps?limit=7';
    const full = await get(url);
    const head = await api.inject({ method: 'HEAD', url });
    expect(head.headers).toMatchObject({ etag: full.headers.etag, 'content-length': full.headers['content-length'] });
    expect(head.headers['cache-status']).toContain('hit');
    expect(head.body).toBe('');
    const again = await api.inject({ method: 'HEAD', url, headers: { 'if-none-match': String(full.headers.etag) } });
    expect(again.statusCode).toBe(304);
    const first = await api.inject({ method: 'HEAD', url: '/v1/stores/open/apps?limit=8' });
    expect([first.statusCode, first.body, (await get('/v1/stores/open/apps?limit=8')).headers['cache-status']]).toEqual(
      [200, '', expect.stringContaining('hit')],
    );
  });

  it('answers in the encoding asked for, each with its own ETag', async () => {
    const plain = await get('/v1/stores/open/apps?limit=50');
    const brotli = await get('/v1/stores/open/apps?limit=50', { 'accept-encoding': 'br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotli.headers.etag).not.toBe(plain.headers.etag);
    expect(brotli.headers.vary).toContain('Accept-Encoding');
    const weighed = await get('/v1/stores/open/apps?limit=50', { 'accept-encoding': 'br;q=0.1, gzip;q=1' });
    expect(weighed.headers['content-encoding']).toBe('gzip');
  });

  it('caches one answer for all spellings of its URL', async () => {
    const cache = api.app.get(ResponseCache);
    const first = await get('/v1/stores/open/apps?limit=9&sort=-name&tag=odd');
    const { entries } = cache.size();
    for (const url of [
      '/v1/stores/open/apps?tag=odd&sort=-name&limit=9',
      '/v1/stores/open/apps?&&limit=9&tag=odd&sort=-name&',
      '/v1/stores/open/apps?%6cimit=%39&tag=o%64d&sort=%2dname',
      '/v1/%73tores/%6Fpen/apps?limit=9&tag=odd&sort=-name',
    ]) {
      const answer = await get(url);
      expect([answer.headers['cache-status'], answer.body]).toEqual([expect.stringContaining('hit'), first.body]);
    }
    expect(cache.size().entries).toBe(entries);
    expect((await get('/v1/stores/open/apps?limit=9&sort=name&tag=odd')).headers['cache-status']).toContain('miss');
  });

  it('links to the next page of a kept answer by the route, however the first who asked wrote its URL', async () => {
    const odd = await get('/v1/%73tores/%6Fpen/apps?sort=%2dname&limit=%34');
    const plain = await get('/v1/stores/open/apps?limit=4&sort=-name');
    expect(plain.headers['cache-status']).toContain('hit');
    const cursor = encodeURIComponent(plain.json().page.next);
    const link = `</v1/stores/open/apps?cursor=${cursor}&limit=4&sort=-name>; rel="next"`;
    expect([odd.headers.link, plain.headers.link]).toEqual([link, link]);
  });

  it.each(['/v1/stores/open/apps', '/v1/stores/open/apps/sample-1', '/v1/stores/open/tags', '/v1/auth/open'])(
    'keeps nothing of a parameter that %s does not declare',
    async (path) => {
      const cache = api.app.get(ResponseCache);
      const { urls } = api.app.get(Pipeline);
      await get(path);
      const { entries } = cache.size();
      for (const name of ['junk', '__proto__', 'constructor']) {
        for (let i = 0; i < 10; i += 1) {
          const url = `${path}?${name}=${i}`;
          // If it were a hit, the second request would make the URL known.
          for (const { statusCode, headers } of [await get(url), await get(url)]) {
            expect([statusCode, headers['cache-status']]).toEqual([400, undefined]);
          }
          expect(urls.find({ method: 'GET', url } as IncomingMessage)).toBeUndefined();
        }
      }
      expect(cache.size().entries).toBe(entries);
    },
  );

  it.each([
    ['/v1/stores/open/apps?limit=5&__proto__=1', '/__proto__'],
    ['/v1/stores/open/apps?%5f_proto__=1', '/__proto__'],
    ['/v1/stores/open/apps?constructor', '/constructor'],
    ['/v1/stores/open/apps?Limit=5', '/Limit'],
    ['/v1/stores/open/apps?=5', '/'],
    ['/v1/stores/open/apps?a%2fb=5', '/a~1b'],
    ['/v1/stores/open/apps/sample-1?limit=5', '/limit'],
    ['/v1/stores/open/tags?tag=x', '/tag'],
    ['/v1/auth/open?x=1', '/x'],
    ['/auth/open/verify-email?x=1', '/x'],
    ['/health/live?x=1', '/x'],
    ['/docs?x=1', '/x'],
    ['/?x=1', '/x'],
  ])('points at the one in %s', async (url, pointer) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'validation_failed']);
    expect(answer.json().errors).toEqual([{ pointer, in: 'query', code: 'unknown_field', detail: expect.any(String) }]);
  });

  it('names at most ten refused parameters', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => `x${i}`);
    expect((await get(`/v1/stores/open/apps?${names.join('&')}`)).json().errors).toHaveLength(10);
  });

  it('accepts on each route the parameters that its documentation names, and no others', () => {
    const { all } = (api.app.getHttpAdapter().getInstance() as FastifyInstance).routeTable;
    const documented = committedOperations.map((placed) => {
      const names = parametersOf(placed).filter((parameter) => parameter.in === 'query');
      return [`${placed.method} ${placed.path}`, names.map(({ name }) => name).sort()] as const;
    });
    const taken = new Map(
      all.map(({ method, url, declaration }) => [
        `${method} ${url.replace(/:(\w+)/g, '{$1}')}`,
        [...(declaration?.query ?? ['undeclared'])].sort(),
      ]),
    );
    expect(documented.length).toBeGreaterThan(50);
    for (const [operation, names] of documented) expect([operation, taken.get(operation)]).toEqual([operation, names]);
  });

  it('refuses a suspended tenant on every route at once, cached answers included', async () => {
    await api.app.get(Tenants).suspend('closed');
    const answer = await get('/v1/stores/closed/apps');
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'tenant_suspended']);
    await api.app.get(Tenants).resume('closed');
    expect((await get('/v1/stores/closed/apps')).statusCode).toBe(200);
  });

  it('refuses a member whose tenant was suspended while their request waited for the answer to another', async () => {
    const tenant = await freshTenant(api);
    const { token } = await signedIn(api, tenant, 'member');
    const read = () => get('/v1/tenant', { authorization: `Bearer ${token}` });
    const tenants = api.app.get(Tenants);
    await until(async () => String((await read()).headers['cache-status']).includes('hit'));
    await tenants.update(tenant.slug, undefined, { name: 'New' });
    const lookups = jest.spyOn(api.app.get(ResponseCache), 'lookup');
    const bySlug = tenants.bySlug.bind(tenants);
    const held = Promise.withResolvers<void>();
    jest.spyOn(tenants, 'bySlug').mockImplementation((slug) => held.promise.then(() => bySlug(slug)));
    try {
      const answers = [read(), read()];
      await until(() => lookups.mock.results.some(({ value }) => value.kind === 'join'));
      await tenants.suspend(tenant.slug);
      held.resolve();
      const [, waited] = await Promise.all(answers);
      expect([waited?.statusCode, waited?.json().code]).toEqual([403, 'tenant_suspended']);
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('lets only the pages of a tenant’s own origins read its answers', async () => {
    const own = await get('/v1/stores/open/apps', { origin: 'https://shop.example' });
    expect(own.headers['access-control-allow-origin']).toBe('https://shop.example');
    expect(own.headers.vary).toContain('Origin');
    const strange = await get('/v1/stores/open/apps', { origin: 'https://evil.example' });
    expect(strange.headers['access-control-allow-origin']).toBeUndefined();
    const otherTenant = await get('/v1/stores/closed/apps', { origin: 'https://shop.example' });
    expect(otherTenant.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers a preflight for a tenant’s own origin', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'GET' };
    const allowed = await api.inject({ method: 'OPTIONS', url: '/v1/stores/open/apps', headers });
    expect([allowed.statusCode, allowed.headers['access-control-allow-methods']]).toEqual([
      204,
      expect.stringContaining('GET'),
    ]);
    const refused = await api.inject({ method: 'OPTIONS', url: '/v1/stores/closed/apps', headers });
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('does not confuse an operators’ path with a tenant of that name', async () => {
    const origins = ['https://named.example'];
    await api.app.get(Tenants).create({ slug: 'tenants', name: 'Tenants', product: 'wistant', origins });
    const headers = { origin: 'https://named.example', 'access-control-request-method': 'PATCH' };
    const answer = await api.inject({ method: 'OPTIONS', url: '/v1/platform/tenants/open', headers });
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([204, undefined]);
  });

  it('reserves the first segments of its paths: no tenant may have such a slug', async () => {
    const { all } = (api.app.getHttpAdapter().getInstance() as FastifyInstance).routeTable;
    const heads = all.flatMap(({ url }) => {
      const [first = '', second = ''] = url.split('/').filter(Boolean);
      return first === 'v1' ? [first, second] : [first];
    });
    const slugs = [...new Set(heads.map((name) => name.replace(/^\.|\..*$/g, '')))].filter((name) =>
      /^[a-z]/.test(name),
    );
    expect(slugs).toEqual(expect.arrayContaining(['v1', 'me', 'stores', 'well-known', 'openapi', 'auth', 'docs']));
    for (const slug of slugs) {
      const headers = { authorization: `Bearer ${api.operatorKey}` };
      const payload = { slug: slug.length > 1 ? slug : `${slug}${slug}`, name: 'Shop', product: 'wistant' };
      const answer = await api.inject({ method: 'POST', url: '/v1/platform/tenants', headers, payload });
      expect([slug, answer.json().errors?.[0]]).toEqual([slug, expect.objectContaining({ code: 'reserved_slug' })]);
    }
  });

  it('refuses sheddable routes when degraded, with X-Degraded, and serves vital ones', async () => {
    const degradation = api.app.get(Degradation);
    await degradation.set(1, 'test');
    const tags = await get('/v1/stores/open/tags');
    expect([tags.statusCode, tags.json().code]).toEqual([503, 'overloaded']);
    expect(tags.headers['x-degraded']).toBe('level=1;cause=manual');
    expect(tags.headers['retry-after']).toBeDefined();
    await degradation.set(4, 'test');
    expect((await get('/v1/stores/open/apps')).statusCode).toBe(200);
    expect((await get('/v1/stores/open/apps?search=sample')).json().code).toBe('overloaded');
    expect((await get('/')).statusCode).toBe(503);
    await degradation.set(0, 'test');
    expect((await get('/v1/stores/open/tags')).statusCode).toBe(200);
  });

  it('counts requests by the address from the trusted proxy, IPv6 by /64', async () => {
    const from = (address: string) => get('/health/live', { 'x-forwarded-for': address });
    const remaining = async (address: string) =>
      Number(/r=(\d+)/.exec(String((await from(address)).headers.ratelimit))?.[1]);
    expect(await remaining('203.0.113.1')).toBe(999);
    expect(await remaining('203.0.113.1')).toBe(998);
    expect(await remaining('2001:db8:1:2::1')).toBe(999);
    expect(await remaining('2001:db8:1:2:ffff::9')).toBe(998);
    expect(await remaining('2001:db8:1:3::1')).toBe(999);
    for (let i = 0; i < 998; i += 1) await from('203.0.113.1');
    const refused = await from('203.0.113.1');
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await remaining('198.51.100.7')).toBe(999);
  });

  it('forbids proxies to cache a caller’s answer, and browsers to use it without revalidation', async () => {
    const { token } = await signedIn(api, await freshTenant(api), 'owner');
    const needed: Record<string, string> = {
      '/v1/platform/jobs': '?queue=tenants.purge-tenant&state=failed',
      '/v1/platform/auth/sessions': '?tenant=open',
      '/v1/campus/subjects': '?programme=018f0000-0000-7000-8000-000000000009',
    };
    const guarded = Object.entries(openApiDocument(api.app).paths)
      .filter(([path, { get: operation }]) => operation?.security?.length && !path.includes('{'))
      // A stream of events is stored by nobody.
      .filter(([path]) => !['/v1/events', '/v1/analytics/live'].includes(path))
      .map(([path]) => path);
    const told: Record<string, unknown> = {};
    for (const path of guarded) {
      const authorization = `Bearer ${path.startsWith('/v1/platform/') ? api.operatorKey : token}`;
      const answer = await get(path + (needed[path] ?? ''), { authorization });
      told[path] = [answer.statusCode, answer.headers['cache-control']];
      const etag = String(answer.headers.etag);
      const again = await get(path + (needed[path] ?? ''), { authorization, 'if-none-match': etag });
      expect(again.headers['cache-control']).toBe('private, no-cache');
    }
    expect(guarded).toEqual(expect.arrayContaining(['/v1/me', '/v1/members', '/v1/keys', '/v1/platform/tenants']));
    expect(told).toEqual(Object.fromEntries(guarded.map((path) => [path, [200, 'private, no-cache']])));
    const refused = await get('/v1/members/none', { authorization: `Bearer ${token}` });
    expect([refused.statusCode, refused.headers['cache-control']]).toEqual([404, 'no-store']);
  });

  it('sends the security headers and the request id with every answer', async () => {
    for (const url of ['/v1/stores/open/apps', '/v1/stores/nobody/apps', '/not-there', '/v1/platform/tenants']) {
      const answer = await get(url, { 'x-request-id': 'from-the-client' });
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['x-request-id']).toBe('from-the-client');
    }
  });
});
