// Real: the product with its workers, its metrics, the rules. Faked: nothing.
import { Degradation } from '#platform/degradation';
import { MetricsServer } from '#platform/telemetry';
import { committedOperations } from '../support/openapi.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';
import { rules } from './dashboards.js';
import { missingIn, scraped } from './named-series.js';

const exprs = [...rules.matchAll(/expr: \|\n((?: {10}.*\n)+)/g)].map(([, expr]) => expr ?? '');

/** Of an answer: what is not sent at once, and small. */
const small = /^(application\/((problem\+)?json|atom\+xml)|text\/(?!event-stream))/;
const file = /^(image|audio|video)\/|zip|octet-stream/;

it('times no event streams and no files, which take as long as their clients and lines do', () => {
  const types = (bodies: readonly unknown[]) =>
    bodies.flatMap((body) => Object.keys((body as { content?: object } | undefined)?.content ?? {}));
  const untimed = committedOperations.filter(
    ({ operation: { responses = {}, requestBody } }) =>
      types(Object.values(responses)).some((type) => !small.test(type)) ||
      types([requestBody]).some((type) => file.test(type)),
  );
  const [, left = ''] = /route!~"([^"]+)"/.exec(rules) ?? [];
  const templates = (placed: typeof committedOperations) => [
    ...new Set(placed.map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1'))),
  ];
  const omitted = templates(committedOperations).filter((path) => new RegExp(`^(?:${left})$`).test(path));
  expect(omitted.sort()).toEqual(templates(untimed).sort());
  expect(omitted).toEqual(expect.arrayContaining(['/v1/events', '/v1/rides/files', '/v1/me/exports/:id']));
});

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

it('every metric and label that a rule names is there', async () => {
  expect(exprs.length).toBeGreaterThan(20);
  // A session is confirmed at its shard by a route that asks for it, and one route is refused.
  const { token } = await signedIn(api, await freshTenant(api), 'member');
  expect((await callAs(api, token, 'POST', '/v1/me/exports')).statusCode).toBe(202);
  await api.app.get(Degradation).set(4, 'test');
  expect((await callAs(api, token, 'POST', '/v1/me/exports')).statusCode).toBe(503);
  const read = () => api.app.get(MetricsServer).read();
  await until(async () => (await read()).includes('palier_jobs_done_total{'));
  const queries = exprs.map((expr) => ({ at: 'a rule', expr, legend: [] }));
  const metrics = await scraped(read, queries);
  const missing = queries.flatMap((query) => missingIn(metrics, query));
  // What others than the product export is not looked for.
  expect(missing.filter((each) => !/there is no (?!palier_|process_)/.test(each))).toEqual([]);
});
