// Real: two API applications on one PostgreSQL, like two processes. Faked: nothing.
import { Catalog } from '#catalog';
import { currentMonth, MeteringReport, Tenants } from '#tenants';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
  for (const slug of ['metered', 'quiet', 'drained', 'filled'])
    await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'pro' });
});
afterAll(() => api.close());

const begun = currentMonth();
/** What was counted since these tests began, in a month that has ended meanwhile too. */
async function metered(slug: string): Promise<Record<string, number>> {
  const headers = { authorization: `Bearer ${api.operatorKey}` };
  const sums: Record<string, number> = {};
  for (const month of new Set([begun, currentMonth()])) {
    const answer = await api.inject({ url: `/v1/platform/tenants/${slug}/metering?month=${month}`, headers });
    expect(answer.json().month).toBe(month);
    const { data } = answer.json<{ data: { measure: string; value: number }[] }>();
    for (const { measure, value } of data) sums[measure] = (sums[measure] ?? 0) + value;
  }
  return sums;
}

it('counts the answers of a tenant, from memory or not, with their bytes', async () => {
  let bytes = 0;
  for (let i = 0; i < 7; i += 1) {
    const { rawPayload } = await api.inject({ url: '/v1/stores/metered/apps' });
    bytes += rawPayload.length;
  }
  await api.inject({ url: '/v1/stores/metered/apps/nowhere' });
  const month = await until(async () => {
    const found = await metered('metered');
    return found.requests === 8 ? found : undefined;
  });
  expect(month.bytes).toBeGreaterThanOrEqual(bytes);
  // A refusal is the client's, not ours.
  expect(month.errors).toBeUndefined();
  expect(await metered('quiet')).toEqual({});
});

it('writes the counts of a process to the database before it ends', async () => {
  const other = await startTestApp({}, api.database);
  for (let i = 0; i < 5; i += 1) await other.inject({ url: '/v1/stores/drained/apps' });
  await other.close();
  expect((await metered('drained')).requests).toBe(5);
});

it('records the exact maximum of a capacity quota’s use', async () => {
  const { id } = await api.app.get(Tenants).bySlug('filled');
  const packages = samplePackages('marked', 12);
  await api.app.get(Catalog).importPackages(id, packages.directory);
  packages.remove();
  expect(await metered('filled')).toMatchObject({ apps: 12 });
  await expect(api.app.get(MeteringReport).of('filled', '2001-01')).resolves.toEqual([]);
});

it.each(['2026-13', '2026-1', '26-01', 'november', ''])('refuses the month %j', async (month) => {
  const headers = { authorization: `Bearer ${api.operatorKey}` };
  const answer = await api.inject({ url: `/v1/platform/tenants/metered/metering?month=${month}`, headers });
  expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, '/month']);
});
