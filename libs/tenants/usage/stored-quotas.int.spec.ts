// Real: the whole API, PostgreSQL, 200 transactions at once on ten connections. Faked: nothing.

import { Database, statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Quotas } from '#platform/quotas';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Tenants } from '../tenants/tenants.service.js';
import { Usage } from './usage.service.js';

/** A capacity quota of a plan, without rows to count. */
const members = {
  name: 'members',
  count: statement<{ total: number }>('test.quotas.members')`select 0 as total`,
};

describe('capacity quotas', () => {
  let api: TestApp;
  let quotas: Quotas;
  let made = 0;
  beforeAll(async () => {
    api = await startTestApp({ databasePoolSize: 10 });
    quotas = api.app.get(Quotas);
  });
  afterAll(() => api.close());

  /** A tenant that may have 200 members. */
  const tenant = () => {
    made += 1;
    const slug = `stocked-${made}`;
    return api.app.get(Tenants).create({ slug, name: slug, product: 'etude-line', plan: 'free' });
  };
  const inTransaction = <T>(tenantId: string, work: (tx: Transaction) => Promise<T>) =>
    api.app.get(Database).transaction({ tenantId }, work);
  const take = (tenantId: string, n: number) =>
    inTransaction(tenantId, async (tx) => quotas.take(tx, tenantId, members, n));
  const used = async (slug: string) =>
    (await api.app.get(Usage).of(slug)).find(({ quota }) => quota === 'members')?.used;

  test('are taken exactly up to the limit by 200 concurrent transactions', async () => {
    const { id, slug } = await tenant();
    await take(id, 150);
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => take(id, 1)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(new Set(refusals.map(({ code, status }) => `${code} ${status}`))).toEqual(new Set(['quota_exceeded 402']));
    expect(refusals[0].options.extensions).toEqual({ quota: 'members', limit: 200, used: 200 });
    expect(await used(slug)).toBe(200);
  });

  test('stay exact when half of the concurrent transactions roll back', async () => {
    const { id, slug } = await tenant();
    await take(id, 100);
    await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        inTransaction(id, async (tx) => {
          await quotas.take(tx, id, members, i % 4 < 2 ? 1 : -1);
          if (i % 2) throw new Error('rolled back');
        }),
      ),
    );
    expect(await used(slug)).toBe(100);
  });

  test('refuse a request that fits only in part, and accept a smaller one after it', async () => {
    const { id, slug } = await tenant();
    await take(id, 199);
    await expect(take(id, 2)).rejects.toMatchObject({ code: 'quota_exceeded' });
    await take(id, 1);
    expect(await used(slug)).toBe(200);
  });

  test('limit the first request too', async () => {
    const { id, slug } = await tenant();
    await expect(take(id, 201)).rejects.toMatchObject({
      code: 'quota_exceeded',
      options: { extensions: { quota: 'members', limit: 200, used: 0 } },
    });
    expect(await used(slug)).toBe(0);
    await take(id, 200);
    expect(await used(slug)).toBe(200);
  });

  test('can be released above a lowered limit, and taken again below it', async () => {
    const { id, slug } = await tenant();
    await api.app.get(Tenants).update(slug, undefined, { plan: 'starter' });
    await take(id, 300);
    await api.app.get(Tenants).update(slug, undefined, { plan: 'free' });
    await expect(take(id, 1)).rejects.toMatchObject({ code: 'quota_exceeded' });
    await take(id, -101);
    await take(id, 1);
    expect(await used(slug)).toBe(200);
  });

  test('are not limited on the plan without limits', async () => {
    const { id, slug } = await tenant();
    await api.app.get(Tenants).update(slug, undefined, { plan: 'enterprise' });
    await take(id, 1_000_000_000_000);
    expect(await used(slug)).toBe(1_000_000_000_000);
  });

  test('are refused to a tenant that is unknown or deleted', async () => {
    const unknown = newId();
    await expect(take(unknown, 1)).rejects.toMatchObject({ code: 'tenant_not_found' });
    const { id, slug } = await tenant();
    await take(id, 5);
    await api.app.get(Tenants).delete(slug, undefined);
    await expect(take(id, 1)).rejects.toMatchObject({ code: 'tenant_not_found' });
    await expect(take(id, -5)).resolves.toBeUndefined();
  });

  test('never go below zero', async () => {
    const { id, slug } = await tenant();
    await expect(take(id, -1)).rejects.toThrow('none were ever taken');
    await take(id, 1);
    await expect(take(id, -2)).rejects.toThrow('usage_used_check');
    expect(await used(slug)).toBe(1);
  });
});
