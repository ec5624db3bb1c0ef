// Real: the whole API, PostgreSQL, the threads that read files, people who sign in. Faked: the rides, whose figures are known.
import { fitOf, knownRide, type RidePlan } from '../../../test/support/ride-files.js';
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
