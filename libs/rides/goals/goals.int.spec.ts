// Real: the whole API, PostgreSQL, people who sign in. Faked: the rides, which are written by hand.
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { MOST_GOALS } from './goals.sql.js';
import { dayAfter, periodOf, progressOf } from './progress.js';

let api: TestApp;
let tenant: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api, { product: 'velo' });
});
afterAll(() => api?.close());

const rider = () => signedIn(api, tenant, 'member');
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const call = async ({ token }: SignedIn, method: Method, path: string, body?: object, version = '*') => {
  const answer = await callAs(api, token, method, `/v1/rides/${path}`, body, { 'if-match': version });
  return { status: answer.statusCode, ...(answer.body && answer.json()) };
};
const todayIn = (timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format();
const yearly = { measure: 'distance', by: 'year', target: 100_000 };

it('a goal counts the rides of today’s period, of its kind, and is changed at its version', async () => {
  const me = await rider();
  const write = (ride: object) => call(me, 'POST', 'rides', { elapsedTime: 60, distance: 20_000, climb: 150, ...ride });
  const beganAt = new Date(Date.now() - 120_000).toISOString();
  await write({ beganAt });
  await write({ beganAt, kind: 'gravel', distance: 5000 });
  await write({ beganAt: '2020-05-01T08:00:00Z' });
  const { id, progress } = await call(me, 'POST', 'goals', yearly);
  expect(progress.done).toBe(25_000);
  await call(me, 'POST', 'goals', { ...yearly, measure: 'climb', kind: 'gravel' });
  await call(me, 'POST', 'goals', { ...yearly, measure: 'rides', target: 3 });
  await call(me, 'POST', 'goals', { ...yearly, measure: 'movingTime', kind: 'indoor' });
  const { data } = await call(me, 'GET', 'goals');
  expect(data.map((goal: { progress: { done: number } }) => goal.progress.done)).toEqual([0, 2, 150, 25_000]);
  const changed = await call(me, 'PATCH', `goals/${id}`, { kind: 'gravel', target: 9000 }, '"v1"');
  expect(changed).toMatchObject({ target: 9000, measure: 'distance', version: 2, progress: { done: 5000 } });
  expect(await call(me, 'PATCH', `goals/${id}`, { kind: null })).toMatchObject({
    kind: null,
    progress: { done: 25_000 },
  });
  expect((await call(me, 'PATCH', `goals/${id}`, {}, '"v1"')).status).toBe(412);
  expect((await call(await rider(), 'PATCH', `goals/${id}`, {})).code).toBe('goal_not_found');
  expect((await call(me, 'DELETE', `goals/${id}`, undefined, '"v3"')).status).toBe(204);
  expect((await call(me, 'DELETE', `goals/${id}`)).code).toBe('goal_not_found');
});

it('a goal of zero is refused, and one that is over by the rider’s day', async () => {
  const me = await rider();
  expect(await call(me, 'POST', 'goals', { ...yearly, target: 0 })).toMatchObject({
    status: 400,
    errors: [{ pointer: '/target' }],
  });
  // Two days that are never the same.
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    await call(me, 'PUT', 'profile', { timeZone });
    const today = todayIn(timeZone);
    const { id, status } = await call(me, 'POST', 'goals', { ...yearly, lastDay: today });
    expect([status, todayIn(timeZone)]).toEqual([201, today]);
    const past = { status: 422, code: 'goal_in_past', errors: [{ pointer: '/lastDay' }] };
    expect(await call(me, 'POST', 'goals', { ...yearly, lastDay: dayAfter(today, -1) })).toMatchObject(past);
    expect(await call(me, 'PATCH', `goals/${id}`, { lastDay: dayAfter(today, -1) })).toMatchObject(past);
    expect(await call(me, 'PATCH', `goals/${id}`, { lastDay: null })).toMatchObject({ lastDay: null });
  }
});

it('requests at the same time set no more goals than are kept', async () => {
  const me = await rider();
  for (let n = 1; n < MOST_GOALS; n += 1) await call(me, 'POST', 'goals', { ...yearly, target: n });
  const lock = `select pg_advisory_xact_lock(hashtextextended('rides ${tenant.id} ${me.id}', 0))`;
  await using held = await heldTransaction(api.database.adminUrl, lock);
  const setting = Promise.all([1, 2, 3].map((target) => call(me, 'POST', 'goals', { ...yearly, target })));
  await held.blocks(3);
  await held.commit();
  const answers = await setting;
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.code).toBe('too_many_goals');
});

it.each([
  ['week', null, '2026-05-06', 'monday', '2026-05-04', '2026-05-11', 2 / 7],
  ['week', null, '2026-05-06', 'sunday', '2026-05-03', '2026-05-10', 3 / 7],
  ['month', null, '2026-02-01', 'monday', '2026-02-01', '2026-03-01', 0],
  ['month', '2026-02-14', '2026-02-08', 'monday', '2026-02-01', '2026-02-15', 7 / 14],
  ['year', null, '2024-12-31', 'monday', '2024-01-01', '2025-01-01', 365 / 366],
  ['year', '2024-12-30', '2024-12-31', 'monday', undefined, undefined, undefined],
] as const)('of a goal by %s until %s, on %s, weeks from %s', (by, lastDay, today, weekStart, begins, ends, share) => {
  const period = periodOf({ by, lastDay }, today, weekStart);
  const progress = period && progressOf({ target: 1000 }, period, today, 10);
  const pace = share === undefined ? undefined : expect.closeTo(1000 * share, 6);
  expect(progress).toEqual(begins && { begins, ends, done: 10, pace });
});
