// Real: the built API in a process of its own, PostgreSQL behind a proxy that cuts its connections, a redis-server, and
// another API that has its database. Faked: the age of shared answers.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Redis } from 'ioredis';
import { Catalog } from '#catalog';
import { ResponseCache } from '#platform/cache';
import { Flags } from '#platform/flags';
import { cachedRoutesOf } from '#platform/http';
import { newId } from '#platform/ids';
import { planNames } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { contexts } from '../../apps/contexts.js';
import { startApi } from '../support/built-process.js';
import { samplePackages } from '../support/sample-packages.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { masterKey, startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { ageShared } from './age-shared.js';
import type { Api } from './product.js';
import { needs, type RedisServer, startRedis } from './servers.js';

const origin = 'https://shop.example';

interface Seen {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

needs('redis-server')('an API that starts while PostgreSQL is away', () => {
  let redis: RedisServer;
  let eye: Redis;
  let proxy: TcpProxy;
  let maker: TestApp;
  let child: Api | undefined;
  let dataDir: string;
  let slug: string;
  let tenantId: string;
  let agent: Agent;

  beforeAll(async () => {
    redis = await startRedis();
    eye = new Redis(redis.url);
    maker = await startTestApp({ redisCacheUrl: redis.url });
    proxy = await startProxy(Number(new URL(maker.database.appUrl).port));
    dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
  });
  beforeEach(async () => {
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
    slug = `s${newId().slice(-10)}`;
    const tenants = maker.app.get(Tenants);
    ({ id: tenantId } = await tenants.create({ slug, name: 'Shop', product: 'wistant', plan: 'enterprise' }));
    await tenants.update(slug, undefined, { origins: [origin] });
    await add();
    proxy.disturb('cut');
    child = await startApi(settings(), 'waits for the database');
    const live = () => ask('/health/live').catch(() => undefined);
    await until(() => live().then((seen) => seen?.status === 200));
  });
  afterEach(async () => {
    agent.destroy();
    await child?.end('SIGKILL');
  });
  afterAll(async () => {
    eye.disconnect();
    await maker?.close();
    await proxy?.close();
    await redis?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const settings = () => {
    const url = Object.assign(new URL(maker.database.appUrl), { hostname: '127.0.0.1', port: String(proxy.port) }).href;
    return { DATABASE_URL: url, REDIS_CACHE_URL: redis.url, PALIER_MASTER_KEY: masterKey, PALIER_DATA_DIR: dataDir };
  };

  async function add(): Promise<void> {
    const packages = samplePackages(`p${newId().slice(-6)}`, 12);
    await maker.app.get(Catalog).importPackages(tenantId, packages.directory);
    packages.remove();
  }

  /** Makes a page, and waits until it is in the shared tier: again where Redis does not take it in time. */
  async function share(path: string, headers: Record<string, string> = {}): Promise<void> {
    const before = (await eye.keys(`*answer*${tenantId}*`)).length;
    await until(async () => {
      maker.app.get(ResponseCache).invalidateAll();
      expect((await maker.inject({ url: path, headers })).statusCode).toBe(200);
      return (await eye.keys(`*answer*${tenantId}*`)).length > before;
    });
  }

  function ask(path: string, headers: Record<string, string> = {}, method = 'GET', through = agent): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const asked = request(`${child?.url}${path}`, { agent: through, method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part) => parts.push(part)).on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      });
      asked.on('error', reject).end();
    });
  }
  /** Resolves once a page is refused: Redis may take an invalidation late. */
  const refuses = (path: string) => until(() => ask(path).then(({ status }) => status === 503));
  const code = ({ body }: Seen) => JSON.parse(String(body)).code;
  const apps = () => `/v1/stores/${slug}/apps`;
  const cacheStatus = async (path = apps()) => (await ask(path)).headers['cache-status'];

  it('serves the pages that the shared tier has, as the process that made them did, and says when they are stale', async () => {
    await share(apps());
    await share(apps(), { 'accept-encoding': 'br' });
    await share(apps(), { 'accept-language': 'fr' });
    const made = await maker.inject({ url: apps() });
    const seen = await ask(apps(), { origin });
    expect([seen.status, String(seen.body)]).toEqual([200, made.payload]);
    for (const name of ['etag', 'vary', 'cache-control', 'content-type', 'content-security-policy'])
      expect(seen.headers[name]).toBe(made.headers[name]);
    expect(seen.headers).toMatchObject({
      'cache-status': expect.stringMatching(/^Palier; hit; ttl=\d+; detail=shared$/),
      'access-control-allow-origin': origin,
      ratelimit: expect.any(String),
    });

    for (const path of ['/tags', `/apps/${JSON.parse(made.payload).data[0].slug}`]) {
      await share(`/v1/stores/${slug}${path}`);
      expect(await cacheStatus(`/v1/stores/${slug}${path}`)).toContain('detail=shared');
    }

    await ageShared(eye, slug, 3600);
    const status = expect.stringMatching(/^Palier; hit; ttl=-35\d\d; detail=database-unavailable$/);
    expect((await ask(apps())).headers['cache-status']).toEqual(status);
    const packed = await ask(apps(), { 'accept-encoding': 'br' });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', 'cache-status': status });
    expect(String(brotliDecompressSync(packed.body))).toBe(made.payload);
    expect((await ask(apps(), { 'accept-language': 'fr' })).status).toBe(200);
    const head = await ask(apps(), {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      seen.headers['content-length'],
      0,
    ]);
    const same = await ask(apps(), { 'if-none-match': String(made.headers.etag) });
    expect([same.status, same.headers['cache-status'], same.body.length]).toEqual([304, status, 0]);
    const preflight = await ask(apps(), { origin, 'access-control-request-method': 'GET' }, 'OPTIONS');
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, origin]);
  });

  it('refuses everything else, and is ready once there is a page to serve', async () => {
    await share(apps());
    expect((await ask(`${apps()}?colour=red`)).status).toBe(400);
    const others = [`${apps()}?limit=3`, '/v1/stores/nobody/apps', '/v1/me', '/', '/docs', '/nothing'];
    for (const path of others) {
      const refused = await ask(path);
      expect([path, refused.status, code(refused)]).toEqual([path, 503, 'database_awaited']);
      expect(refused.headers['retry-after']).toBe('1');
    }
    const posted = await ask(`/v1/auth/${slug}/sessions`, { 'content-type': 'application/json' }, 'POST');
    expect([posted.status, code(posted)]).toEqual([503, 'database_awaited']);
    const ready = { status: 'degraded', degraded: ['directory', 'database'] };
    for (const probe of ['ready', 'startup']) {
      const probed = await ask(`/health/${probe}`);
      expect([probed.status, JSON.parse(String(probed.body))]).toEqual([200, expect.objectContaining(ready)]);
    }
    await eye.flushall();
    expect((await ask('/health/ready')).status).toBe(503);
    expect((await ask(apps())).status).toBe(503);
  });

  it('serves no page that was invalidated meanwhile, nor one of a tenant that was suspended', async () => {
    await share(apps());
    await share(`/v1/stores/${slug}/tags`);
    expect(await cacheStatus()).toContain('hit');
    await add();
    await refuses(apps());
    expect(await cacheStatus(`/v1/auth/${slug}`)).toBeUndefined();
    await share(`/v1/auth/${slug}`);
    expect(await cacheStatus(`/v1/auth/${slug}`)).toContain('hit');
    await maker.app.get(Tenants).suspend(slug, 'test');
    await refuses(`/v1/auth/${slug}`);
    await maker.app.get(Tenants).resume(slug);
    expect((await ask(`/v1/auth/${slug}`)).status).toBe(503);
  });

  it.each([{ enabled: false }, { plansOff: [...planNames] }])(
    'serves a page behind a flag until it is set to %j',
    async (rule) => {
      const tags = `/v1/stores/${slug}/tags`;
      await share(tags);
      expect(await cacheStatus(tags)).toContain('hit');
      await maker.app.get(Flags).change('catalog.tags', (present) => ({ ...present, ...rule }));
      await refuses(tags);
      await maker.app.get(Flags).clear('catalog.tags');
    },
  );

  it('goes on to its full start without failing a request, on open connections and on new ones', async () => {
    await share(apps());
    await ageShared(eye, slug, 3600);
    const failed: unknown[] = [];
    let [asked, over] = [0, false];
    const browse = async (connections: Agent) => {
      while (!over) {
        const seen = await ask(apps(), {}, 'GET', connections).catch(String);
        asked += 1;
        if (typeof seen === 'string' || seen.status !== 200) failed.push(seen);
      }
    };
    const kept = new Agent({ keepAlive: true, maxSockets: 3 });
    const clients = [...[1, 2, 3].map(() => browse(kept)), ...[1, 2].map(() => browse(new Agent()))];
    await until(() => asked > 100);
    proxy.disturb('none');
    await until(() => child?.printed().includes('Palier serves on'));
    const from = asked;
    await until(() => asked > from + 100);
    over = true;
    await Promise.all(clients);
    kept.destroy();
    for (const f of failed)
      process.stderr.write(`${JSON.stringify((f as Seen).headers)} ${String((f as Seen).body)}\n`);
    process.stderr.write(child?.printed() ?? '');
    expect(failed).toEqual([]);
    expect(await cacheStatus()).not.toContain('unavailable');
    expect((await ask(`${apps()}?limit=3`)).status).toBe(200);
    expect((await ask('/health/ready')).status).toBe(200);
    expect(await child?.end('SIGTERM')).toBe(0);
  });

  it('ends with 0 on SIGTERM while it waits', async () => {
    expect(await child?.end('SIGTERM')).toBe(0);
  });

  it('knows every public page that the API caches', () => {
    const server = maker.app.getHttpAdapter().getInstance();
    const pages = server.routeTable.all.filter(
      ({ method, declaration }) => method === 'GET' && declaration?.cache && declaration.access?.kind === 'public',
    );
    const found = cachedRoutesOf(contexts.map(({ http }) => http));
    expect(found.map(({ url }) => url).sort()).toEqual(pages.map(({ url }) => url).sort());
    expect(found.length).toBeGreaterThan(3);
  });
});
