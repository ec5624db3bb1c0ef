// Real: the API, its metrics. Faked: nothing.
import { MetricsServer } from '#platform/telemetry';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

/** The products that the requests of a route and a class of status were counted for. */
async function productsOf(route: string, status: string): Promise<string[]> {
  const lines = (await api.app.get(MetricsServer).read()).split('\n');
  const counted = lines.filter(
    (line) =>
      line.startsWith('palier_http_requests_total{') &&
      line.includes(`route="${route}"`) &&
      line.includes(`status="${status}"`),
  );
  return counted.map((line) => /product="([^"]*)"/.exec(line)?.[1] ?? '').sort();
}

it('counts requests by the product of their tenant, whether the path names it or the token', async () => {
  const [store, team] = [await freshTenant(api, { product: 'wistant' }), await freshTenant(api, { product: 'veille' })];
  await api.inject({ url: `/v1/stores/${store.slug}/apps` });
  // Answered from memory.
  await api.inject({ url: `/v1/stores/${store.slug}/apps` });
  const { token } = await signedIn(api, team, 'member');
  expect((await callAs(api, token, 'GET', '/v1/feeds/subscriptions')).statusCode).toBe(200);
  expect(await productsOf('/v1/stores/:tenant/apps', '2xx')).toEqual(['wistant']);
  expect(await productsOf('/v1/feeds/subscriptions', '2xx')).toEqual(['veille']);
});

it('counts those of operators as the platform’s, and those without a known tenant as of none', async () => {
  const headers = { authorization: `Bearer ${api.operatorKey}` };
  expect((await api.inject({ url: '/v1/platform/tenants', headers })).statusCode).toBe(200);
  await api.inject({ url: '/v1/platform/tenants' });
  await api.inject({ url: '/v1/stores/nobody/apps' });
  expect(await productsOf('/v1/platform/tenants', '2xx')).toEqual(['platform']);
  expect(await productsOf('/v1/platform/tenants', '4xx')).toEqual(['none']);
  expect(await productsOf('/v1/stores/:tenant/apps', '4xx')).toEqual(['none']);
});
