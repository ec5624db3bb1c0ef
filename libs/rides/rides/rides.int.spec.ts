// Real: the whole API, PostgreSQL, the threads that read files, people who sign in. Faked: the rides, whose figures are known.
import { fitOf, gpxOf, knownRide, type RidePlan } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

const plan: RidePlan = { latitude: 48.1, longitude: -1.6, azimuth: 70, speed: 7, seconds: 600 };
const rider = async () => signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
const upload = ({ token }: SignedIn, file: Buffer | string, type = 'application/octet-stream') =>
  api.inject({
    method: 'POST',
    url: '/v1/rides/files',
    payload: file,
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
  });

it('an uploaded ride has its figures at once, and its file comes back byte for byte', async () => {
  const me = await rider();
  const file = fitOf(knownRide(plan));
  const answer = await upload(me, file);
  expect(answer.statusCode).toBe(201);
  const [ride] = answer.json().rides;
  expect(ride).toMatchObject({
    kind: 'road',
    format: 'fit',
    cut: false,
    day: '2026-05-01',
    overlappingId: null,
    distance: 4200,
  });
  expect(ride.figures).toMatchObject({
    distanceFrom: 'positions',
    elapsedTime: 600,
    movingTime: 600,
    averageCadence: 80,
  });
  const back = await callAs(api, me.token, 'GET', `/v1/rides/rides/${ride.id}/file`);
  expect(back.rawPayload.equals(file)).toBe(true);
  expect((await upload(me, file)).json().rides).toEqual([ride]);
  expect((await callAs(api, me.token, 'GET', '/v1/rides/rides')).json()).toMatchObject({
    data: [{ id: ride.id }],
    totals: { rides: 1, distance: 4200, movingTime: 600 },
  });
});

const call = async (
  { token }: SignedIn,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => {
  const answer = await callAs(api, token, method, `/v1/rides/${path}`, body, { 'if-match': '*' });
  return {
    status: answer.statusCode,
    ...(answer.body && !answer.body.startsWith('<') ? answer.json() : {}),
    text: answer.body,
  };
};

it('the whole track is read as points and as GPX, which makes the same ride, and the reduced one keeps the line', async () => {
  const [me, other] = [await rider(), await rider()];
  const [ride] = (await upload(me, fitOf(knownRide({ ...plan, seconds: 3000, noise: 3 })))).json().rides;
  const { points } = await call(me, 'GET', `rides/${ride.id}/points`);
  expect(points).toHaveLength(3001);
  expect(points[10]).toMatchObject({ seconds: 10, heartRate: 130, power: 160, cadence: 80 });
  const { text } = await call(me, 'GET', `rides/${ride.id}/gpx`);
  const [again] = (await upload(other, text)).json().rides;
  for (const figure of ['distance', 'elapsedTime', 'movingTime', 'averageHeartRate', 'averagePower', 'climb'])
    expect([figure, again.figures[figure]]).toEqual([figure, expect.closeTo(ride.figures[figure], 1)]);
  const track = await call(me, 'GET', `rides/${ride.id}/track`);
  expect(track.seconds.length).toBeLessThanOrEqual(500);
  expect([track.seconds[0], track.seconds.at(-1), track.distance.at(-1)]).toEqual([0, 3000, ride.distance]);
  expect(track.latitude[0]).toBeCloseTo(points[0].latitude, 5);
  expect((await call(other, 'GET', `rides/${ride.id}/gpx`)).status).toBe(404);
});

it('what is trimmed is left out everywhere but of the file, comes back, and is computed with the zones of now', async () => {
  const me = await rider();
  const [{ id }] = (await upload(me, gpxOf(knownRide(plan)))).json().rides;
  await call(me, 'PUT', 'profile', { heartRateZones: [130, 150] });
  const trimmed = await call(me, 'POST', `rides/${id}/trim`, { trimStart: 100, trimEnd: 50 });
  expect(trimmed).toMatchObject({ status: 200, version: 2, distance: 3150, beganAt: '2026-05-01T06:01:40.000Z' });
  expect(trimmed.figures.heartRateZones.reduce((all: number, seconds: number) => all + seconds)).toBe(450);
  expect((await call(me, 'GET', `rides/${id}/points`)).points).toHaveLength(451);
  expect((await call(me, 'GET', `rides/${id}/track`)).seconds.at(-1)).toBe(450);
  expect(await call(me, 'GET', 'statistics?by=year&periods=1&to=2026-12-31')).toMatchObject({
    totals: { distance: 3150 },
  });
  expect(await call(me, 'POST', `rides/${id}/trim`, {})).toMatchObject({ distance: 4200, trimStart: 0, trimEnd: 0 });
});

it('rides are filtered by day, kind and distance, sorted, and summed over the filter; one that goes takes its file along', async () => {
  const me = await rider();
  const [{ id }] = (await upload(me, fitOf(knownRide(plan)))).json().rides;
  const write = (beganAt: string, distance: number, kind: string) =>
    call(me, 'POST', 'rides', { beganAt, elapsedTime: 7200, movingTime: 7000, distance, kind });
  // In Paris it is the next day.
  await write('2026-05-02T22:30:00Z', 50_000, 'gravel');
  await write('2026-06-10T06:00:00Z', 20_000, 'city');
  const listed = async (query: string) => {
    const { data, totals } = await call(me, 'GET', `rides?${query}`);
    return [data.map((ride: { distance: number }) => ride.distance), totals.rides, totals.distance];
  };
  expect(await listed('')).toEqual([[20_000, 50_000, 4200], 3, 74_200]);
  expect(await listed('sort=-distance&limit=1')).toEqual([[50_000], 3, 74_200]);
  expect(await listed('from=2026-05-03&to=2026-05-03')).toEqual([[50_000], 1, 50_000]);
  expect(await listed('kind=city')).toEqual([[20_000], 1, 20_000]);
  expect(await listed('least=20000&sort=movingTime&kind=gravel')).toEqual([[50_000], 1, 50_000]);
  expect((await call(me, 'PATCH', `rides/${id}`, { title: 'Home', kind: 'gravel' })).status).toBe(200);
  expect(await listed('kind=gravel')).toEqual([[50_000, 4200], 2, 54_200]);
  expect((await call(me, 'DELETE', `rides/${id}`)).status).toBe(204);
  expect((await call(me, 'GET', `rides/${id}/file`)).status).toBe(404);
  expect(await listed('')).toEqual([[20_000, 50_000], 2, 70_000]);
});

it('a personal key uploads and reads the rides of its user alone, as far as its scopes go', async () => {
  const [me, other] = [await rider(), await rider()];
  const made = await callAs(api, me.token, 'POST', '/v1/me/keys', { name: 'Computer', scopes: ['rides.write'] });
  const key = { ...me, token: made.json().key };
  expect((await upload(key, fitOf(knownRide(plan)))).statusCode).toBe(201);
  expect((await call(key, 'GET', 'rides')).status).toBe(403);
  expect([(await call(me, 'GET', 'rides')).totals.rides, (await call(other, 'GET', 'rides')).totals.rides]).toEqual([
    1, 0,
  ]);
});

it('a file that two riders uploaded stays as long as one of them has a ride of it', async () => {
  const tenant = await freshTenant(api, { product: 'velo' });
  const [one, two] = [await signedIn(api, tenant, 'member'), await signedIn(api, tenant, 'member')];
  const file = fitOf(knownRide(plan));
  const [mine] = (await upload(one, file)).json().rides;
  const [theirs] = (await upload(two, file)).json().rides;
  expect(theirs.id).not.toBe(mine.id);
  await call(one, 'DELETE', `rides/${mine.id}`);
  const back = await callAs(api, two.token, 'GET', `/v1/rides/rides/${theirs.id}/file`);
  expect(back.rawPayload.equals(file)).toBe(true);
});

it('of profiles that are chosen for the first time at once, one is kept', async () => {
  const { token } = await rider();
  const choose = (weekStart: string) =>
    callAs(api, token, 'PUT', '/v1/rides/profile', { weekStart }, { 'if-match': '"v0"' });
  const answers = await Promise.all(['monday', 'sunday', 'monday', 'sunday'].map(choose));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412, 412]);
});

it('a weight is written for a day, replaced and deleted', async () => {
  const me = await rider();
  for (const [day, kilograms] of [
    ['2026-05-01', 71.5],
    ['2026-05-03', 70.8],
    ['2026-05-01', 71],
  ] as const)
    expect((await call(me, 'PUT', 'weights', { day, kilograms })).status).toBe(204);
  const listed = async () => (await call(me, 'GET', 'weights')).data;
  expect(await listed()).toEqual([
    { day: '2026-05-03', kilograms: 70.8 },
    { day: '2026-05-01', kilograms: 71 },
  ]);
  await call(me, 'PUT', 'weights', { day: '2026-05-03', kilograms: null });
  expect(await listed()).toHaveLength(1);
  expect((await call(me, 'PUT', 'weights', { day: '2026-05-03', kilograms: 12 })).status).toBe(400);
});
