// Real: PostgreSQL behind a proxy that cuts its connections, a redis-server, several APIs like several processes.
// Faked: the age of shared answers.
import { Redis } from 'ioredis';
import { Catalog } from '#catalog';
import { ResponseCache, SharedTier } from '#platform/cache';
import { newId } from '#platform/ids';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { samplePackages } from '../support/sample-packages.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { ageShared } from './age-shared.js';
import { needs, type RedisServer, startRedis } from './servers.js';

needs('redis-server')('pages while PostgreSQL is away', () => {
  let redis: RedisServer;
  let eye: Redis;
  let proxy: TcpProxy;
  let test: TestDatabase;
  let maker: TestApp;
  let reader: TestApp;
  let slug: string;
  let tenantId: string;

  beforeAll(async () => {
    redis = await startRedis();
    eye = new Redis(redis.url);
    eye.on('error', () => {});
    test = await testDatabase();
    proxy = await startProxy(Number(new URL(test.appUrl).port));
    const url = Object.assign(new URL(test.appUrl), { hostname: '127.0.0.1', port: String(proxy.port) }).href;
    const behind = { ...test, connection: { url, directUrl: url } };
    maker = await startTestApp({ redisCacheUrl: redis.url }, behind);
    reader = await startTestApp({ redisCacheUrl: redis.url, cdnSeconds: 30 }, behind);
  });
  beforeEach(async () => {
    slug = `s${newId().slice(-10)}`;
    const tenant = { slug, name: 'Away', product: 'wistant', plan: 'enterprise' } as const;
    ({ id: tenantId } = await maker.app.get(Tenants).create(tenant));
    await add();
    await reader.app.get(TenantDirectory).refresh();
    for (const { app } of [maker, reader]) await until(() => reachesRedis(app.get(SharedTier)));
  });
  afterEach(async () => {
    proxy.disturb('none');
    // Each asks for another page: of one they would share the answer.
    for (const [n, app] of [reader, maker].entries())
      await until(() => look(app, `?limit=${7 + n}`).then(({ status }) => status === 200));
  });
  afterAll(async () => {
    eye.disconnect();
    await reader?.close();
    await maker?.close();
    await proxy?.close();
    await test?.close();
    await redis?.stop();
  });

  async function add(): Promise<void> {
    const packages = samplePackages(`p${newId().slice(-6)}`, 1);
    await maker.app.get(Catalog).importPackages(tenantId, packages.directory);
    packages.remove();
  }

  const reachesRedis = (tier: SharedTier) =>
    tier.holdsAnswers().then(
      () => true,
      () => false,
    );

  async function look({ inject }: TestApp, query = '', headers: Record<string, string> = {}) {
    const {
      statusCode,
      headers: answered,
      payload,
    } = await inject({ url: `/v1/stores/${slug}/apps${query}`, headers });
    const cdn = answered['cdn-cache-control'];
    return { status: statusCode, cache: String(answered['cache-status']), etag: String(answered.etag), payload, cdn };
  }

  const stored = () => eye.keys(`*answer*${slug}*`);

  /** Has the maker store an answer in the shared tier: again where Redis does not take it in time. */
  async function store(query = '') {
    const before = (await stored()).length;
    return until(async () => {
      maker.app.get(ResponseCache).invalidateAll();
      const made = await look(maker, query);
      return (await stored()).length > before ? made : undefined;
    });
  }

  /** What the reader takes from the shared tier: again where Redis takes longer than a tenth of a second. */
  const shared = (headers?: Record<string, string>) =>
    until(() => look(reader, '', headers).then((seen) => (seen.status === 503 ? undefined : seen)));

  /** Cuts PostgreSQL off, and waits until no query is answered. */
  async function away(): Promise<void> {
    proxy.disturb('cut');
    await until(() => look(reader, `?limit=${5}&sort=name`).then(({ status }) => status === 503));
  }

  it('serves what only the shared tier has, fresh or stale, and says that it is stale', async () => {
    const made = await store();
    expect(made.cdn).toBeUndefined();
    await away();
    const fresh = { status: 200, cache: expect.stringContaining('detail=shared'), cdn: 'max-age=30' };
    expect(await shared()).toMatchObject(fresh);
    reader.app.get(ResponseCache).invalidateAll();
    await ageShared(eye, slug, 3600);
    const { payload } = made;
    const stale = { status: 200, cache: 'Palier; hit; detail=database-unavailable', payload, cdn: undefined };
    expect(await shared()).toMatchObject(stale);
    const { cache, cdn } = stale;
    expect(await shared({ 'if-none-match': made.etag })).toMatchObject({ status: 304, cache, cdn });
    expect(await look(reader, '?limit=3')).toMatchObject({ status: 503 });
    proxy.disturb('none');
    const again = { status: 200, cache: expect.stringContaining('fwd=') };
    await until(() => look(reader).then(({ cache }) => cache.includes('fwd=stale')));
    expect(await look(reader, '?limit=3')).toMatchObject(again);
  });

  it('keeps a copy for a day after its freshness, and its tags longer', async () => {
    await store('?limit=4');
    const [key = ''] = await stored();
    expect(await eye.pttl(key)).toBeGreaterThan(86_400_000);
    // Versions that are about to expire, as three days after the last invalidation.
    for (const tag of await eye.keys('*tag*')) await eye.expire(tag, 60);
    await store();
    const tags = [
      await eye.keys('*tag \\*'),
      await eye.keys(`*tag ${tenantId} apps`),
      await eye.keys(`*tag tenant ${slug}`),
    ];
    for (const [tag = ''] of tags) await until(async () => (await eye.pttl(tag)) > (await eye.pttl(key)));
  });

  it('does not serve a copy whose tag was invalidated', async () => {
    await store();
    const version = async () => eye.get((await eye.keys(`*tag ${tenantId} apps`))[0] ?? '');
    const before = await version();
    await add();
    // Later where Redis takes longer than a tenth of a second.
    await until(async () => (await version()) !== before);
    await away();
    for (const age of [0, 3600]) {
      await ageShared(eye, slug, age);
      expect(await look(reader)).toMatchObject({ status: 503 });
    }
    expect(await look(maker)).toMatchObject({ status: 503 });
  });

  it('serves what memory has, fresh or stale, while Redis is away too', async () => {
    const made = await store();
    // What the reader takes from there is fresh for a tenth of a second more.
    await ageShared(eye, slug, 59.9);
    await look(reader);
    await redis.kill();
    await away();
    expect(await look(maker)).toMatchObject({ status: 200, cache: expect.stringContaining('hit; ttl=') });
    const stale = await until(() => look(reader).then((seen) => seen.cache.includes('unavailable') && seen));
    expect(stale).toMatchObject({ status: 200, payload: made.payload });
    await redis.restart();
  });
});
