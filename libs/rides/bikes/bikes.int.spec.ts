// Real: the whole API, PostgreSQL, the threads that read files, people who sign in. Faked: the rides, whose figures are known.
import { newId } from '#platform/ids';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { fitOf, knownRide } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { MOST_BIKES } from './bikes.sql.js';

let api: TestApp;
let tenant: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api, { product: 'velo' });
});
afterAll(() => api?.close());

const rider = () => signedIn(api, tenant, 'member');
const call = async (
  { token }: SignedIn,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  version = '*',
) => {
  const answer = await callAs(api, token, method, `/v1/rides/${path}`, body, { 'if-match': version });
  return { status: answer.statusCode, ...(answer.body && answer.json()) };
};
const add = async (me: SignedIn, bike: object): Promise<string> => (await call(me, 'POST', 'bikes', bike)).id;
const write = (me: SignedIn, ride: object) =>
  call(me, 'POST', 'rides', { beganAt: '2026-05-02T08:00:00Z', elapsedTime: 3600, distance: 20_000, ...ride });
/** Each upload is another recording. */
const upload = async ({ token }: SignedIn, seconds: number) => {
  const plan = { latitude: 48.1, longitude: -1.6, azimuth: 70, speed: 7, seconds };
  const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${token}` };
  const answer = await api.inject({
    method: 'POST',
    url: '/v1/rides/files',
    payload: fitOf(knownRide(plan)),
    headers,
  });
  return answer.json().rides[0];
};

it('a bike has what its rides come to, is changed at its version, and leaves its rides when it goes', async () => {
  const me = await rider();
  const id = await add(me, { name: 'Red' });
  const ride = await write(me, { bikeId: id, movingTime: 3000 });
  const other = await write(me, { distance: 7000, beganAt: '2026-05-01T08:00:00Z' });
  expect([ride.bikeId, other.bikeId]).toEqual([id, null]);
  const listed = async () => (await call(me, 'GET', 'bikes')).data;
  expect(await listed()).toMatchObject([
    { id, rides: 1, distance: 20_000, movingTime: 3000, kinds: [], retired: null },
  ]);
  await call(me, 'PATCH', `rides/${other.id}`, { bikeId: id });
  expect(await listed()).toMatchObject([{ rides: 2, distance: 27_000, movingTime: 6600 }]);
  expect(await call(me, 'GET', `rides?bike=${id}&least=10000`)).toMatchObject({
    data: [{ id: ride.id, bikeId: id }],
    totals: { rides: 1, distance: 20_000 },
  });
  await call(me, 'PATCH', `rides/${ride.id}`, { bikeId: null, title: 'Another' });
  expect((await call(me, 'PATCH', `rides/${other.id}`, { title: 'Again' })).bikeId).toBe(id);
  expect(await listed()).toMatchObject([{ rides: 1, distance: 7000 }]);
  const changed = await call(me, 'PATCH', `bikes/${id}`, { name: 'Blue', retired: '2026-05-01' }, '"v1"');
  expect(changed).toMatchObject({ name: 'Blue', retired: '2026-05-01', version: 2, rides: 1 });
  expect(await call(me, 'PATCH', `bikes/${id}`, { retired: null })).toMatchObject({ name: 'Blue', retired: null });
  expect((await call(me, 'PATCH', `bikes/${id}`, {}, '"v1"')).status).toBe(412);
  expect((await call(me, 'DELETE', `bikes/${id}`, undefined, '"v1"')).status).toBe(412);
  expect((await call(me, 'DELETE', `bikes/${id}`, undefined, '"v3"')).status).toBe(204);
  expect(await listed()).toEqual([]);
  expect(await call(me, 'GET', `rides/${other.id}`)).toMatchObject({ bikeId: null, title: 'Again', distance: 7000 });
});

it('an upload is of the newest bike for its kind that is ridden on its day', async () => {
  const me = await rider();
  expect((await upload(me, 100)).bikeId).toBeNull();
  const old = await add(me, { name: 'Old', kinds: ['road', 'city'] });
  const other = await add(me, { name: 'For gravel', kinds: ['gravel'] });
  expect((await upload(me, 110)).bikeId).toBe(old);
  // The recordings are of 1 May.
  const sold = await add(me, { name: 'Sold', kinds: ['road'], retired: '2026-05-01' });
  expect((await upload(me, 120)).bikeId).toBe(old);
  await call(me, 'PATCH', `bikes/${sold}`, { retired: '2026-05-02' });
  expect((await upload(me, 130)).bikeId).toBe(sold);
  await call(me, 'PATCH', `bikes/${other}`, { kinds: ['road'] });
  expect((await upload(me, 140)).bikeId).toBe(sold);
  await call(await rider(), 'POST', 'bikes', { name: 'Theirs', kinds: ['road'] });
  expect((await upload(me, 150)).bikeId).toBe(sold);
  expect((await write(me, {})).bikeId).toBeNull();
});

it('the bike of another rider is refused like one that there is not', async () => {
  const [me, other] = [await rider(), await rider()];
  const theirs = await add(other, { name: 'Theirs' });
  const { id } = await write(me, {});
  const told = async (bikeId: string) => {
    const answers = [await call(me, 'PATCH', `rides/${id}`, { bikeId }), await write(me, { bikeId })];
    const { detail, requestId: _, ...rest } = await call(me, 'DELETE', `bikes/${bikeId}`);
    expect(rest).toMatchObject({ status: 404, code: 'bike_not_found' });
    expect((await call(me, 'GET', `rides?bike=${bikeId}`)).data).toEqual([]);
    return answers.map(({ status, code, errors }) => [status, code, errors[0].pointer, detail.replace(bikeId, '')]);
  };
  const unknown = await told(newId());
  expect(unknown).toEqual(Array(2).fill([422, 'unknown_bike', '/bikeId', expect.any(String)]));
  expect(await told(theirs)).toEqual(unknown);
  expect(await call(me, 'GET', `rides/${id}`)).toMatchObject({ bikeId: null, version: 1 });
  expect((await call(me, 'GET', 'rides')).data).toHaveLength(1);
});

it('requests at the same time add no more bikes than are kept', async () => {
  const me = await rider();
  await add(me, { name: 'First' });
  for (let n = 2; n < MOST_BIKES; n += 1) await add(me, { name: `Bike ${n}` });
  await using held = await heldTransaction(api.database.adminUrl, 'lock table rides.bikes in share mode');
  const adding = Promise.all(['Last', 'More', 'And more'].map((name) => call(me, 'POST', 'bikes', { name })));
  await held.blocks(3);
  await held.commit();
  const answers = await adding;
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.code).toBe('too_many_bikes');
});
