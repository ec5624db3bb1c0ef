// Real: the whole API, PostgreSQL, imports of real directories. Faked: nothing.
import { Catalog } from '#catalog';
import { Tenants, Usage } from '#tenants';
import { heldTransaction } from '../support/held-transaction.js';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { unnamed } from '../support/unnamed.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

/** A store that may have 50 apps. */
async function store(slug: string): Promise<string> {
  return (await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'free' })).id;
}

async function load(tenantId: string, prefix: string, count: number) {
  const packages = samplePackages(prefix, count);
  try {
    return await api.app.get(Catalog).importPackages(tenantId, packages.directory);
  } finally {
    packages.remove();
  }
}

async function usageOf(slug: string): Promise<Record<string, { used: number | null; limit: number | null }>> {
  const authorization = `Bearer ${api.operatorKey}`;
  const answer = await api.inject({ url: `/v1/platform/tenants/${slug}/usage`, headers: { authorization } });
  const { data } = answer.json<{ data: { quota: string; used: number; limit: number }[] }>();
  return Object.fromEntries(data.map(({ quota, used, limit }) => [quota, { used, limit }]));
}

const drift = (slug: string) => api.app.get(Usage).check(slug);

it('counts each app of a store once, however often it is imported', async () => {
  const id = await store('counted');
  await load(id, 'counted', 30);
  await load(id, 'counted', 30);
  await load(id, 'counted', 40);
  expect((await usageOf('counted')).apps).toEqual({ used: 40, limit: 50 });
  expect(await drift('counted')).toEqual([]);
});

it('refuses a batch beyond the plan, with limit and use, and stores nothing of it', async () => {
  const id = await store('full');
  await load(id, 'full', 45);
  const refused = load(id, 'more', 6);
  await expect(refused).rejects.toMatchObject({
    code: 'quota_exceeded',
    status: 402,
    options: { extensions: { quota: 'apps', limit: 50, used: 45 } },
  });
  expect((await api.app.get(Catalog).summary(id)).apps).toBe(45);
  await load(id, 'five', 5);
  expect((await usageOf('full')).apps).toEqual({ used: 50, limit: 50 });
  await api.app.get(Tenants).update('full', undefined, { plan: 'pro' });
  await load(id, 'more', 6);
  expect((await usageOf('full')).apps).toEqual({ used: 56, limit: 10_000 });
  expect(await drift('full')).toEqual([]);
});

it('stays exact when imports race for the last place', async () => {
  const id = await store('raced');
  await load(id, 'first', 44);
  const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((prefix) => load(id, `race-${prefix}`, 3)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect((await usageOf('raced')).apps).toEqual({ used: 50, limit: 50 });
  expect(await drift('raced')).toEqual([]);
});

it('finds a counter that differs from its rows', async () => {
  const id = await store('drifted');
  await load(id, 'drifted', 3);
  await api.database.database.transaction({ tenantId: id }, (tx) =>
    tx.run(unnamed("update tenants.usage set used = 5 where quota = 'apps'")),
  );
  expect(await drift('drifted')).toEqual([{ quota: 'apps', used: 5, counted: 3 }]);
});

it('compares a counter with its rows only after a concurrent change has committed', async () => {
  const id = await store('compared');
  await load(id, 'compared', 3);
  await using removal = await heldTransaction(
    api.database.adminUrl,
    `set local app.tenant_id = '${id}';
     update tenants.usage set used = used - case quota when 'apps' then 1 else 300 end
       where quota in ('apps', 'storageBytes') and tenant_id = '${id}'`,
  );
  const compared = drift('compared');
  await removal.blocks();
  const ofTenant = `catalog.apps where tenant_id = '${id}'`;
  await removal.run(`delete from ${ofTenant} and slug = (select min(slug) from ${ofTenant})`);
  await removal.commit();
  expect(await compared).toEqual([]);
});

it('limits a tenant to its requests per second, with Retry-After', async () => {
  await store('rated');
  const headers = { 'accept-language': 'en' };
  const ask = () => api.inject({ url: '/v1/stores/rated/apps', headers });
  // All in one second, however long they take.
  const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
  const answers = await Promise.all(Array.from({ length: 150 }, ask)).finally(() => clock.mockRestore());
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect(refused).toHaveLength(100);
  expect(refused[0]?.headers['retry-after']).toBe('1');
  expect(refused[0]?.json()).toMatchObject({
    code: 'rate_quota_exceeded',
    detail: expect.stringContaining('50 requests a second,'),
    quota: 'requestsASecond',
    limit: 50,
    used: 50,
  });
  expect((await usageOf('rated')).requestsASecond).toEqual({ used: null, limit: 50 });
});
