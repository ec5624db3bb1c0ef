// Real: the whole API and its worker, PostgreSQL, the storage in a directory, the threads that read files, people who sign in.
// Faked: the files of rides; in one test a worker that dies.
import { CacheInvalidation, callerTag } from '#platform/cache';
import { newId } from '#platform/ids';
import { Tenants } from '#tenants';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { hostileZip } from '../../../test/support/hostile-zip.js';
import { committedOperations, parametersOf } from '../../../test/support/openapi.js';
import { logIn } from '../../../test/support/people.js';
import { fitOf, knownRide } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

const ours = committedOperations.filter(({ path }) => path.startsWith('/v1/rides/'));
/** The routes whose answers are kept: they take the position of the client's last write. */
const cached = ours
  .filter((placed) => parametersOf(placed).some(({ name }) => name === 'Palier-Wrote'))
  .map(({ path }) => path.replace('/v1/rides/', ''));
/** But for requests to a model, on which no kept answer depends. */
const writes = ours
  .filter(({ method, path }) => method !== 'GET' && !path.includes('/ai-requests'))
  .map(({ method, path }) => `${method} ${path}`);

const DAY_MS = 86_400_000;
type Answers = Readonly<Record<string, unknown>>;
type Method = Parameters<typeof callAs>[2];

/** What each cached route answers, and whether all of that was kept, or none. */
async function answersOf(token: string): Promise<{ answers: Answers; areKept: boolean; areNew: boolean }> {
  const [answers, statuses]: [[string, unknown][], string[]] = [[], []];
  for (const path of cached) {
    const answer = await callAs(api, token, 'GET', `/v1/rides/${path}`);
    expect([path, answer.statusCode]).toEqual([path, 200]);
    answers.push([path, answer.json()]);
    statuses.push(String(answer.headers['cache-status']));
  }
  const every = (word: string) => statuses.every((status) => status.includes(word));
  return { answers: Object.fromEntries(answers), areKept: every('; hit'), areNew: every('fwd=uri-miss') };
}
/** As they are in memory, once all of them are. */
const kept = ({ token }: SignedIn): Promise<Answers> =>
  until(async () => {
    const { answers, areKept } = await answersOf(token);
    return areKept ? answers : undefined;
  });
/** Computed anew: nothing is kept of a session that has just begun. */
async function computed({ person }: SignedIn): Promise<Answers> {
  const { accessToken } = (await logIn(api, person)).json();
  const { answers, areNew } = await answersOf(accessToken);
  expect(areNew).toBe(true);
  return answers;
}

const sent = async ({ token }: SignedIn, method: Method, path: string, body?: object, type = 'application/json') => {
  const headers = { 'if-match': '*', ...(Buffer.isBuffer(body) && { 'content-type': type }) };
  const answer = await callAs(api, token, method, `/v1/rides/${path}`, body, headers);
  expect([path, answer.statusCode < 300 || answer.body]).toEqual([path, true]);
  return answer.body ? answer.json() : undefined;
};
const recorded = (days: number) =>
  fitOf(
    knownRide({
      beganAt: Math.floor(Date.now() / 1000) * 1000 - days * DAY_MS,
      latitude: 48,
      longitude: 2,
      azimuth: 9,
      speed: 7,
      seconds: 300,
    }),
  );
const byHand = (title = 'By hand') => ({
  beganAt: new Date(Date.now() - 2 * DAY_MS).toISOString(),
  elapsedTime: 3600,
  distance: 25_000,
  title,
});

/** A write: what it sends, and which of the cached answers are others then. */
type Write = readonly [operation: string, send: (me: SignedIn) => Promise<unknown>, changes: readonly string[]];

/** Every route of a rider that writes, in an order in which each finds what it changes. */
function everyWrite(tenant: { readonly id: string; readonly slug: string }): Write[] {
  const ids: Record<string, string> = {};
  const make = (noun: string, content: object) => async (me: SignedIn) => {
    ids[noun] = (await sent(me, 'POST', noun, content)).id;
  };
  const at =
    (method: Method, noun: string, content?: object, below = '') =>
    (me: SignedIn) =>
      sent(me, method, `${noun}/${ids[noun]}${below}`, content);
  const ofRides = ['rides', 'statistics', 'records', 'recommendations', 'goals'];
  return [
    ['POST goals', make('goals', { measure: 'rides', by: 'year', target: 300 }), ['goals']],
    ['PATCH goals/{id}', at('PATCH', 'goals', { by: 'week' }), ['goals']],
    ['PUT profile', (me) => sent(me, 'PUT', 'profile', { weekStart: 'sunday' }), ['profile', 'goals']],
    ['PUT weights', (me) => sent(me, 'PUT', 'weights', { day: '2026-05-01', kilograms: 70 }), []],
    ['POST bikes', make('bikes', { name: 'Red', kinds: ['road'] }), ['bikes']],
    ['PATCH bikes/{id}', at('PATCH', 'bikes', { name: 'Green' }), ['bikes']],
    ['POST rides', make('rides', byHand()), ['rides', 'statistics', 'records', 'recommendations']],
    ['DELETE rides/{id}', at('DELETE', 'rides'), ['rides', 'statistics', 'records', 'recommendations']],
    [
      'POST files',
      async (me) => {
        const { rides } = await sent(me, 'POST', 'files', recorded(0), 'application/octet-stream');
        ids.rides = rides[0].id;
      },
      [...ofRides, 'bikes'],
    ],
    [
      'POST rides/{id}/trim',
      at('POST', 'rides', { trimStart: 60 }, '/trim'),
      ['rides', 'statistics', 'records', 'bikes'],
    ],
    ['PATCH rides/{id}', at('PATCH', 'rides', { bikeId: null }), ['rides', 'bikes']],
    ['POST archives', (me) => importsWhileTheyAreRead(me, tenant), ['rides', 'statistics', 'records', 'bikes']],
    ['DELETE bikes/{id}', at('DELETE', 'bikes'), ['bikes', 'rides']],
    ['DELETE goals/{id}', at('DELETE', 'goals'), ['goals']],
    [
      'the time zone of the tenant',
      () => api.app.get(Tenants).update(tenant.slug, undefined, { timeZone: 'Pacific/Kiritimati' }),
      ['recommendations'],
    ],
  ];
}

/** The answers are others while its files are read, which no request makes known, and once it has ended. */
async function importsWhileTheyAreRead(me: SignedIn, tenant: { readonly id: string }): Promise<void> {
  await using first = await heldTransaction(api.database.adminUrl, 'lock table rides.archive_files in exclusive mode');
  const entries = [3, 4].map((days) => ({ name: `${days}.fit`, content: recorded(days) }));
  const { id } = await sent(me, 'POST', 'archives', hostileZip(entries), 'application/zip');
  await first.blocks();
  const lockOfRider = `select pg_advisory_xact_lock(hashtextextended('rides ${tenant.id} ${me.id}', 0))`;
  const next = heldTransaction(api.database.adminUrl, lockOfRider);
  await first.blocks(2);
  await kept(me);
  await first.rollback();
  await using second = await next;
  await second.blocks();
  expect((await answersOf(me.token)).answers).toEqual(await computed(me));
  await second.rollback();
  await until(async () => {
    const { state } = (await callAs(api, me.token, 'GET', `/v1/operations/${id}`)).json();
    return state === 'succeeded';
  });
}

it('a kept answer is the one that would be computed, after each write of its rider', async () => {
  const tenant = await freshTenant(api, { product: 'velo' });
  // Where the day is another one than in the time zone that it gets, whatever the hour.
  await api.app.get(Tenants).update(tenant.slug, undefined, { timeZone: 'Pacific/Pago_Pago' });
  const me = await signedIn(api, tenant, 'member');
  const all = everyWrite(tenant);
  const known = all.map(([operation]) => operation.replace(' ', ' /v1/rides/'));
  expect(writes.filter((operation) => !known.includes(operation))).toEqual([]);
  for (const [operation, send, changes] of all) {
    const before = await kept(me);
    await send(me);
    const { answers } = await answersOf(me.token);
    const now = await computed(me);
    expect([operation, answers]).toEqual([operation, now]);
    const changed = cached.filter((path) => JSON.stringify(before[path]) !== JSON.stringify(now[path]));
    expect([operation, changed]).toEqual([operation, expect.arrayContaining([...changes])]);
  }
});

it('an import makes known at its end what a worker that died had not', async () => {
  const me = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'member');
  const cache = api.app.get(CacheInvalidation);
  const within = cache.within.bind(cache);
  await using held = await heldTransaction(api.database.adminUrl, 'lock table rides.archive_files in exclusive mode');
  const zip = hostileZip([{ name: '1.fit', content: recorded(1) }]);
  const { id } = await sent(me, 'POST', 'archives', zip, 'application/zip');
  await held.blocks();
  const before = await kept(me);
  let [dies, known] = [true, 0];
  const died = jest.spyOn(cache, 'within').mockImplementation((tx, tenantId, tags) => {
    if (!tags.includes(callerTag(me.id))) return within(tx, tenantId, tags);
    if (!dies) {
      known += 1;
      return within(tx, tenantId, tags);
    }
    dies = false;
    return Promise.reject(new Error('killed'));
  });
  await held.rollback();
  await until(async () => (await callAs(api, me.token, 'GET', `/v1/operations/${id}`)).json().state === 'succeeded');
  died.mockRestore();
  // The answers alone do not tell: they may have expired until the import goes on.
  expect({ dies, known }).toEqual({ dies: false, known: 1 });
  const { answers } = await answersOf(me.token);
  expect(answers).toEqual(await computed(me));
  expect(answers.rides).not.toEqual(before.rides);
});

it('nobody is shown what is kept of another, in the same tenant or not', async () => {
  const tenants = [await freshTenant(api, { product: 'velo' }), await freshTenant(api, { product: 'velo' })] as const;
  const riders: SignedIn[] = [];
  for (const tenant of [tenants[0], tenants[0], tenants[1]]) {
    const rider = await signedIn(api, tenant, 'member');
    await sent(rider, 'POST', 'rides', byHand(rider.id));
    await sent(rider, 'POST', 'bikes', { name: rider.id });
    await sent(rider, 'POST', 'goals', { measure: 'distance', by: 'year', target: 1000 * (riders.length + 1) });
    await sent(rider, 'PUT', 'profile', { heartRateZones: [100 + riders.length] });
    riders.push(rider);
  }
  const own = [];
  for (const rider of riders) own.push(await computed(rider));
  // Each while the answers of those before are kept.
  for (const [n, rider] of riders.entries()) expect([n, await kept(rider)]).toEqual([n, own[n]]);
  for (const [n, rider] of riders.entries()) expect([n, await kept(rider)]).toEqual([n, own[n]]);
  const titles = own.map((answers) => (answers.rides as { data: { title: string }[] }).data.map(({ title }) => title));
  expect(titles).toEqual(riders.map(({ id }) => [id]));
});

it('what is kept ends with the account', async () => {
  const tenant = await freshTenant(api, { product: 'velo' });
  const [owner, me] = [await signedIn(api, tenant, 'owner'), await signedIn(api, tenant, 'member')];
  await sent(me, 'POST', 'rides', byHand(newId()));
  await kept(me);
  const erased = await callAs(api, owner.token, 'POST', `/v1/members/${me.id}/erasure`, { graceDays: 0 });
  expect(erased.statusCode).toBe(202);
  for (const path of cached)
    expect([path, (await callAs(api, me.token, 'GET', `/v1/rides/${path}`)).statusCode]).toEqual([path, 401]);
});
