// Real: a redis-server that is frozen, killed and restarted; several APIs over one PostgreSQL, like several
// processes; the relay of a worker. Faked: a slow query, by delaying the answer of the real one.

import { Redis } from 'ioredis';
import { Catalog } from '#catalog';
import { CacheForwardingModule, ResponseCache } from '#platform/cache';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox, OutboxRelay } from '#platform/outbox';
import { breakers } from '#platform/resilience';
import { Lifecycle } from '#platform/telemetry';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { noteStatements } from '../e2e/query-counts/note-statements.js';
import { samplePackages } from '../support/sample-packages.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { needs, type RedisServer, startRedis } from './servers.js';

needs('redis-server')('the tier that processes share', () => {
  let redis: RedisServer;
  let eye: Redis;
  let one: TestApp;
  let two: TestApp;
  let tenantId: string;
  let slug: string;
  const others: TestApp[] = [];

  beforeAll(async () => {
    redis = await startRedis({ config: { save: '3600 1000000' } });
    eye = new Redis(redis.url);
    eye.on('error', () => {});
    one = await start();
    two = await start(one);
  });
  beforeEach(async () => {
    slug = `s${newId().slice(-10)}`;
    const tenant = { slug, name: 'Shared', product: 'wistant', plan: 'enterprise' } as const;
    ({ id: tenantId } = await one.app.get(Tenants).create(tenant));
    await add(one, 1);
    await two.app.get(TenantDirectory).refresh();
    await until(() => !breakers().some(({ open }) => open));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    redis.thaw();
    for (const app of others.splice(0)) await app.close();
  });
  afterAll(async () => {
    eye.disconnect();
    await two?.close();
    await one?.close();
    await redis?.stop();
  });

  const start = (shared?: TestApp, beside: Parameters<typeof startTestApp>[2] = []) =>
    startTestApp({ redisCacheUrl: redis.url, ...(shared && { dataDir: shared.dataDir }) }, shared?.database, beside);

  /** Another process, with an empty memory. */
  async function another(...beside: NonNullable<Parameters<typeof startTestApp>[2]>): Promise<TestApp> {
    const app = await start(one, beside);
    others.push(app);
    return app;
  }

  async function add(app: TestApp, count: number): Promise<void> {
    const packages = samplePackages(`p${newId().slice(-6)}`, count);
    await app.app.get(Catalog).importPackages(tenantId, packages.directory);
    packages.remove();
  }

  /** The number of apps that a process answers, and its Cache-Status. */
  async function look({ inject }: TestApp) {
    const answer = await inject({ method: 'GET', url: `/v1/stores/${slug}/apps?page=1` });
    expect(answer.statusCode).toBe(200);
    return { apps: answer.json().page.totalItems as number, cache: String(answer.headers['cache-status']) };
  }
  const appsIn = async (app: TestApp) => (await look(app)).apps;

  const isShared = async () => (await eye.keys(`*answer*${slug}*`)).length > 0;

  /** Whether what was just answered is shared within some commands of Redis. */
  async function isSharedSoon(): Promise<boolean> {
    for (let n = 0; n < 100; n += 1) if (await isShared()) return true;
    return false;
  }

  /** That of the apps of the tenant in the shared tier; where Redis takes too long, a process renews it later. */
  const version = () => eye.keys(`*tag ${tenantId} apps`).then(([key = '']) => eye.get(key));

  /** Fills the shared tier, repeatedly: a process that has just lost Redis may need a moment. */
  const share = (app: TestApp) =>
    until(async () => {
      app.app.get(ResponseCache).invalidateAll();
      await look(app);
      return isShared();
    });

  /** Whether two processes share answers again. */
  const sharing = (maker: TestApp, reader: TestApp) =>
    until(async () => {
      for (const { app } of [maker, reader]) app.get(ResponseCache).invalidateAll();
      await look(maker);
      return (await look(reader)).cache.includes('detail=shared');
    });

  it('answers in a second process what the first one made, without a query, and from memory afterwards', async () => {
    await sharing(one, two);
    const sent: string[] = [];
    noteStatements((name) => {
      if (name.startsWith('catalog.')) sent.push(name);
    });
    // Again where Redis takes longer than a tenth of a second.
    const seen = await until(async () => {
      sent.length = 0;
      two.app.get(ResponseCache).invalidateAll();
      const answer = await look(two);
      return answer.cache.includes('detail=shared') ? answer : undefined;
    });
    expect(seen.apps).toBe(1);
    expect(await look(two)).toEqual({ apps: 1, cache: expect.not.stringContaining('detail=shared') });
    expect(sent).toEqual([]);
    two.app.get(ResponseCache).invalidateAll();
    await eye.flushall();
    await look(two);
    expect(sent).not.toEqual([]);
  });

  it('stores everything with an expiry, and only text', async () => {
    await share(one);
    const keys = await eye.keys('*');
    expect(keys).not.toEqual([]);
    for (const key of keys) {
      expect(await eye.pttl(key)).toBeGreaterThan(0);
      expect(await eye.type(key)).toBe('string');
    }
  });

  it('drops an answer everywhere when one process writes', async () => {
    await share(one);
    await look(two);
    const before = await version();
    await add(two, 2);
    expect(await appsIn(two)).toBe(3);
    await until(async () => (await appsIn(one)) === 3);
    await until(async () => (await version()) !== before);
    expect(await appsIn(await another())).toBe(3);
  });

  it('discards a fill that raced an invalidation', async () => {
    const database = two.app.get(Database);
    const rows = database.read.bind(database);
    const raced = jest.spyOn(database, 'read');
    let apps = 1;
    // Until its answer was shared: where Redis takes longer than a tenth of a second, it is not.
    do {
      const read = Promise.withResolvers<void>();
      const goOn = Promise.withResolvers<void>();
      raced.mockImplementation(async (...asked) => {
        const answer = await rows(...asked);
        // The count of apps is the last query of the handler.
        if (asked[1].name !== 'catalog.apps.total') return answer;
        read.resolve();
        await goOn.promise;
        return answer;
      });
      await until(async () => (await eye.flushall()) && !breakers().some(({ open }) => open));
      two.app.get(ResponseCache).invalidateAll();
      const racing = look(two);
      await read.promise;
      const before = await version();
      await add(one, 2);
      await until(async () => (await version()) !== before);
      goOn.resolve();
      // It asked before the write was acknowledged, so it may get the old state.
      expect((await racing).apps).toBe(apps);
      apps += 2;
      raced.mockImplementation(rows);
    } while (!(await isSharedSoon()));
    for (const app of [one, await another()]) expect(await appsIn(app)).toBe(apps);
    await until(async () => (await appsIn(two)) === apps);
  });

  it('is bypassed while Redis is frozen, and used again afterwards with nothing stale', async () => {
    await share(one);
    await look(two);
    const before = await version();
    redis.freeze();
    await add(one, 2);
    expect(await appsIn(one)).toBe(3);
    await until(async () => (await appsIn(two)) === 3);
    await until(() => breakers().some(({ open }) => open));
    two.app.get(Lifecycle).serve();
    const ready = await two.inject({ method: 'GET', url: '/health/ready' });
    expect([ready.statusCode, ready.json().degraded]).toEqual([200, ['redis']]);

    redis.thaw();
    await until(() => breakers().every(({ open }) => !open));
    await until(async () => (await version()) !== before);
    expect(await appsIn(await another())).toBe(3);
    expect(await appsIn(two)).toBe(3);
  });

  it('is used again after Redis was killed, without the answers from before', async () => {
    await share(one);
    await eye.save();
    await add(one, 2);
    await redis.kill();
    expect(await appsIn(one)).toBe(3);
    await redis.restart();
    await until(isShared);
    expect(await appsIn(await another())).toBe(3);
    await sharing(one, two);
    expect(await appsIn(two)).toBe(3);
  });

  it('does not prevent a process from starting while Redis is unreachable', async () => {
    await redis.kill();
    const early = await another();
    expect(await appsIn(early)).toBe(1);
    await redis.restart();
    await sharing(one, early);
  });

  it('loses no invalidation of a process that died after its commit', async () => {
    const worker = await another(CacheForwardingModule);
    await share(one);
    await look(two);
    await runSql(
      one.database.adminUrl,
      `INSERT INTO catalog.apps SELECT (jsonb_populate_record(a, jsonb_build_object('id', '${newId()}', 'slug', 'late', 'source', 'npm:late'))).* FROM catalog.apps a WHERE tenant_id = '${tenantId}'`,
    );
    await one.app
      .get(Database)
      .transaction({ tenantId }, (tx) =>
        one.app
          .get(Outbox)
          .put(tx, { id: newId(), kind: 'invalidation', subject: tenantId, payload: { tags: ['apps'] } }),
      );
    await worker.app.get(OutboxRelay, { strict: false }).drain();
    for (const app of [one, two, await another()]) await until(async () => (await appsIn(app)) === 2);
  });

  it('holds an invalidation in the outbox while Redis is unreachable', async () => {
    const worker = await another(CacheForwardingModule);
    const relay = worker.app.get(OutboxRelay, { strict: false });
    await share(one);
    redis.freeze();
    await add(one, 1);
    await expect(relay.drain()).rejects.toThrow('Redis does not answer');
    redis.thaw();
    await until(() =>
      relay.drain().then(
        () => true,
        () => false,
      ),
    );
    expect(await appsIn(await another())).toBe(2);
  });
});
