// Real: the whole API with a worker beside it, PostgreSQL, people who sign in, events. Faked: nothing.
import { SessionStore } from '#auth';
import { Tenants } from '#tenants';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { logIn } from '../support/people.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, [WorkerModule]);
});
afterAll(() => api?.close());

it('ends the sessions of a deleted tenant: after an undelete its members have to sign in again', async () => {
  const shop = await freshTenant(api);
  const owner = await signedIn(api, shop, 'owner');
  const me = async (token = owner.token) => (await callAs(api, token, 'GET', '/v1/me')).statusCode;
  expect(await me()).toBe(200);
  await api.app.get(Tenants).delete(shop.slug, undefined, 30);
  expect(await me()).toBeGreaterThanOrEqual(400);
  await until(async () => (await api.app.get(SessionStore).ofUser(shop.id, owner.id)).length === 0);
  await api.app.get(Tenants).undelete(shop.slug);
  expect(await me()).toBe(401);
  // The revocation covers every session that began before it, and may take a moment.
  const { accessToken } = await until(async () => {
    const answer = (await logIn(api, owner.person)).json();
    return (await me(answer.accessToken)) === 200 && answer;
  });
  expect(await me(accessToken)).toBe(200);
});
