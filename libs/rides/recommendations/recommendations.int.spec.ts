// Real: the whole API, PostgreSQL, people who sign in. Faked: the rides, which are written by hand.
import { Degradation } from '#platform/degradation';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import type { RecommendationDto } from './recommendations.dto.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

const read = async ({ token }: SignedIn, query = '', language = 'en') => {
  const headers = { 'accept-language': language };
  return callAs(api, token, 'GET', `/v1/rides/recommendations${query}`, undefined, headers);
};
/** Noon so many days ago, where the rider is. */
const noon = (daysAgo: number) => {
  const day = Temporal.Now.plainDateISO('Europe/Paris').subtract({ days: daysAgo });
  return day.toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '12:00' }).toInstant().toString();
};

it('recommends from the rides, goals and days in a row of the rider alone, in their language', async () => {
  const tenant = await freshTenant(api, { product: 'velo' });
  const [me, other] = [await signedIn(api, tenant, 'member'), await signedIn(api, tenant, 'member')];
  const ids: string[] = [];
  const write = async (daysAgo: number) => {
    const ride = { beganAt: noon(daysAgo), elapsedTime: 3600, distance: 25_000 };
    return (await callAs(api, me.token, 'POST', '/v1/rides/rides', ride)).json().id;
  };
  await write(60);
  for (let ago = 7; ago > 0; ago -= 1) ids.unshift(await write(ago));
  const goal = { measure: 'distance', by: 'year', target: 1000 };
  const { id: goalId } = (await callAs(api, me.token, 'POST', '/v1/rides/goals', goal)).json();
  const { recommendations } = (await read(me, '?temperature=-0.5&rain=0.2')).json();
  expect(recommendations.map(({ code }: RecommendationDto) => code)).toEqual([
    'rest_days_in_a_row',
    'ice',
    'goal_reached',
  ]);
  expect(recommendations[0]).toMatchObject({ source: 'rules', priority: 1, inputs: { daysInARow: 7 }, rideIds: ids });
  expect(recommendations[2]).toMatchObject({ goalId, inputs: { targetMetres: 1000 } });
  const [french] = (await read(me, '', 'fr')).json().recommendations;
  expect(french.why).toBe('Vous avez roulé 7 jours de suite.');
  expect((await read(other)).json().recommendations).toMatchObject([{ code: 'first_ride', rideIds: [], goalId: null }]);
});

it.each(['temperature=400', 'temperature=-60.5', 'wind=-1', 'rain=1e2', 'rain='])(
  'refuses the weather %s',
  async (bad) => {
    const me = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
    const answer = await read(me, `?${bad}`);
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, `/${bad.split('=')[0]}`]);
  },
);

it('refuses them first where the server is overloaded, also those that are kept', async () => {
  const me = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
  await until(async () => String((await read(me)).headers['cache-status']).includes('; hit'));
  const degradation = api.app.get(Degradation);
  await degradation.set(1, 'test');
  const [refused, profile] = [await read(me), await callAs(api, me.token, 'GET', '/v1/rides/profile')];
  await degradation.set(0, 'test');
  expect([refused.statusCode, profile.statusCode]).toEqual([503, 200]);
});
