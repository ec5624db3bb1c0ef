// Real: the whole API over PostgreSQL. Faked: what the sensors call for.
import { Degradation } from '#platform/degradation';
import { products } from '#tenants';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { StatusDays } from './status-days.js';

let api: TestApp;
beforeEach(async () => {
  // Each tenant has the contexts of its product alone.
  api = await startTestApp({}, undefined, [], undefined, 'of its product');
});
afterEach(() => api.close());

const ask = (headers: Record<string, string> = {}) => api.inject({ method: 'GET', url: '/status', headers });
const cutOf = (status: { products: { product: string; cut: string[] }[] }, product: string) =>
  status.products.find((each) => each.product === product)?.cut ?? [];

it('says that all works, without names of tenants and processes', async () => {
  const status = (await ask()).json();
  expect(status).toMatchObject({ level: 0, since: expect.any(String) });
  expect(status.products.map(({ product }: { product: string }) => product)).toEqual(
    products.map(({ id }) => id).filter((id) => id !== 'platform'),
  );
  for (const { state, cut } of status.products) expect([state, cut]).toEqual(['works', []]);
});

it('says what is cut of each product, in the language of the reader, also at level 4', async () => {
  await api.app.get(Degradation).set(4, 'the name of somebody');
  const answer = await ask({ 'accept-language': 'en' });
  expect([answer.statusCode, answer.body.includes('somebody')]).toEqual([200, false]);
  const bundles = expect.stringContaining('No bundle is begun');
  expect(cutOf(answer.json(), 'wistant')).toEqual(expect.arrayContaining([bundles]));
  expect(cutOf(answer.json(), 'journeys')).not.toEqual(expect.arrayContaining([bundles]));
  const french = (await ask({ 'accept-language': 'fr' })).json();
  expect(cutOf(french, 'wistant')).toEqual(expect.arrayContaining([expect.stringContaining('Aucun lot')]));
});

it('is a page where a browser asks for it', async () => {
  await api.app.get(Degradation).set(1, '');
  const { headers, body } = await ask({ accept: 'text/html,*/*;q=0.8', 'accept-language': 'fr' });
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-language': 'fr',
    vary: expect.stringContaining('Accept'),
  });
  expect(body).toContain('niveau 1 sur 4');
  expect(body).toContain('<dt>Wistant Studio</dt>');
});

it('has the greatest level of each of the last 90 days', async () => {
  await runSql(
    api.database.adminUrl,
    `insert into platform.degradation_changes (at, process, level_before, level_after, cause, reason)
     select now() - days * interval '24 hours', null, before, after, 'manual', ''
     from (values (50, 0, 2), (47, 2, 0)) as given (days, before, after)`,
  );
  const days = api.app.get(StatusDays);
  // A minute later it reads them again.
  await until(() => days.lastRead(performance.now() + 100_000)?.some(({ level }) => level > 0));
  const levels = (await ask()).json().days.map(({ level }: { level: number }) => level);
  expect([levels.length, levels.slice(38, 44)]).toEqual([90, [0, 2, 2, 2, 2, 0]]);
});
