// Real: the whole API, PostgreSQL, people who sign in. Faked: nothing.

import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api);
});
beforeEach(async () => {
  person = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const get = (query = '') => callAs(api, person.token, 'GET', `/v1/journal/progress${query}`);
const progress = async (query = '') => (await get(query)).json();
/** The server’s today, from which all days of a test are counted, so that midnight does not fall between them. */
const today = async (): Promise<string> => (await progress()).today;
const before = (day: string, days: number) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
const post = async (noun: string, body: object) =>
  (await callAs(api, person.token, 'POST', `/v1/journal/${noun}`, body)).json();

it('of an empty journal is empty', async () => {
  expect(await progress()).toMatchObject({
    trends: [],
    calendar: [],
    recoveries: [],
    totals: { entries: 0, days: 0, currentStreak: 0, longestStreak: 0, milestones: [], nextMilestone: 1 },
  });
});

it('has the averages of each day, week and month, of the period alone', async () => {
  const on = (day: string, mood: number, craving?: number) => post('entries', { day, mood, scores: { craving } });
  // 5 January 2026 is a Monday.
  for (const [day, mood, craving] of [
    ['2026-01-04', 1, 10],
    ['2026-01-05', 4, 1],
    ['2026-01-05', 5, 2],
    ['2026-01-11', 9],
    ['2026-02-01', 2, 3],
    ['2026-02-02', 10, 10],
  ] as const)
    await on(day, mood, craving);
  const trends = async (unit: string) =>
    (await progress(`?from=2026-01-05&to=2026-02-01&unit=${unit}`)).trends.map(
      ({ start, entries, mood, craving, sleep }: Record<string, unknown>) => [start, entries, mood, craving, sleep],
    );
  expect(await trends('day')).toEqual([
    ['2026-01-05', 2, 4.5, 1.5, null],
    ['2026-01-11', 1, 9, null, null],
    ['2026-02-01', 1, 2, 3, null],
  ]);
  expect(await trends('week')).toEqual([
    ['2026-01-05', 3, 6, 1.5, null],
    ['2026-01-26', 1, 2, 3, null],
  ]);
  expect(await trends('month')).toEqual([
    ['2026-01-01', 3, 6, 1.5, null],
    ['2026-02-01', 1, 2, 3, null],
  ]);
});

it('counts the days in a row with an entry, up to today or yesterday', async () => {
  const now = await today();
  const streaks = async () => {
    const { entries, days, currentStreak, longestStreak } = (await progress()).totals;
    return [entries, days, currentStreak, longestStreak];
  };
  for (const days of [20, 19, 18, 17, 3, 2, 2]) await post('entries', { day: before(now, days) });
  expect(await streaks()).toEqual([7, 6, 0, 4]);
  await post('entries', { day: before(now, 1) });
  expect(await streaks()).toEqual([8, 7, 3, 4]);
  await post('entries', { day: now });
  expect(await streaks()).toEqual([9, 8, 4, 4]);
  const { calendar, totals } = await progress(`?from=${before(now, 2)}`);
  expect(calendar.map(({ entries }: { entries: number }) => entries)).toEqual([2, 1, 1]);
  expect([totals.milestones, totals.nextMilestone]).toEqual([[1], 10]);
});

it('counts the days without an addiction between relapses, which take away none before them', async () => {
  const now = await today();
  const start = before(now, 99);
  const { id } = await post('addictions', {
    kind: 'alcohol',
    start,
    goalDays: 1000,
    dailyCostMinor: 850,
    currency: 'EUR',
    dailyMinutes: 30,
  });
  const recovery = async () => {
    const [found] = (await progress()).recoveries;
    const { currentStreak, longestStreak, days, relapses, goal, savedMinor, savedMinutes, nextMilestone } = found;
    return [currentStreak, longestStreak, days, relapses, goal, savedMinor, savedMinutes, nextMilestone];
  };
  expect(await recovery()).toEqual([100, 100, 100, 0, 0.1, 85_000, 3000, 180]);
  const relapse = (days: number) => post('relapses', { addictionId: id, day: before(now, days) });
  const late = await relapse(9);
  expect(await recovery()).toEqual([9, 90, 99, 1, 0, 84_150, 2970, 180]);
  // Twice on one day, before the start, and into something else.
  for (const days of [59, 59, 120]) await relapse(days);
  await post('relapses', { addictionId: late.id, day: before(now, 30) });
  expect(await recovery()).toEqual([9, 49, 98, 2, 0, 83_300, 2940, 60]);
  await relapse(0);
  expect(await recovery()).toEqual([0, 49, 97, 3, 0, 82_450, 2910, 60]);
  expect((await progress()).calendar).toContainEqual({ day: before(now, 9), entries: 0, relapses: 1 });
});

it('of an addiction that begins on the day that is tomorrow here has no day yet', async () => {
  const tomorrow = before(new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10), 0);
  await post('addictions', { kind: 'tobacco', start: tomorrow });
  const [{ currentStreak, days }] = (await progress()).recoveries;
  for (const count of [currentStreak, days]) expect([0, 1]).toContain(count);
});

it('has the day of the profile, or else of the tenant, and the weeks of the profile, at once', async () => {
  const live = (profile: object) =>
    callAs(api, person.token, 'PUT', '/v1/journal/profile', profile, { 'if-match': '*' });
  const dayIn = (timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format();
  const elsewhere = await freshTenant(api);
  // There is always a day between these two, 25 hours apart.
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Niue']) {
    await runSql(
      api.database.adminUrl,
      `update tenants.tenants set time_zone = '${timeZone}' where id = '${elsewhere.id}'`,
    );
    const { token } = await signedIn(api, elsewhere, 'member');
    const [one, ofTenant, two] = [
      dayIn(timeZone),
      await callAs(api, token, 'GET', '/v1/journal/progress'),
      dayIn(timeZone),
    ];
    expect([one, two]).toContain(ofTenant.json().today);
    await live({ timeZone });
    const [first, { today }, last] = [dayIn(timeZone), await progress(), dayIn(timeZone)];
    expect([first, last]).toContain(today);
  }
  // 4 January 2026 is a Sunday.
  await post('entries', { day: '2026-01-04', mood: 5 });
  const starts = async () =>
    (await progress('?from=2026-01-01&to=2026-01-31&unit=week')).trends.map(({ start }: { start: string }) => start);
  expect(await starts()).toEqual(['2025-12-29']);
  await live({ weekStart: 'sunday' });
  expect(await starts()).toEqual(['2026-01-04']);
});

it('is kept for five minutes, but for the person’s own writes, of whatever kind', async () => {
  const status = async () => String((await get()).headers['cache-status']);
  await get();
  await until(async () => /hit/.test(await status()));
  const now = await today();
  const { id } = await post('entries', { day: now });
  expect((await progress()).totals.entries).toBe(1);
  await callAs(api, person.token, 'DELETE', `/v1/journal/entries/${id}`, undefined, { 'if-match': '"v1"' });
  expect((await progress()).totals.entries).toBe(0);
  const entry = { changeId: id, kind: 'entry', id, baseVersion: 2, content: { day: now } };
  await callAs(api, person.token, 'POST', '/v1/journal/sync', { changes: [entry] });
  expect((await progress()).totals.entries).toBe(1);
});

it('reaches a goal on its last day, and not before', async () => {
  const start = before(await today(), 363);
  const { id } = await post('addictions', { kind: 'alcohol', start, goalDays: 365 });
  const goal = async () => (await progress()).recoveries[0].goal;
  expect(await goal()).toBe(0.99);
  await callAs(
    api,
    person.token,
    'PUT',
    `/v1/journal/addictions/${id}`,
    { kind: 'alcohol', start, goalDays: 364 },
    { 'if-match': '"v1"' },
  );
  expect(await goal()).toBe(1);
});

it('is of at most 366 days, since 1900', async () => {
  expect((await get('?from=2025-01-01&to=2026-01-01')).statusCode).toBe(200);
  for (const query of ['?from=2025-01-01&to=2026-01-02', '?from=2026-01-02&to=2026-01-01', '?to=1900-01-29']) {
    const refused = await get(query);
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'progress_period_invalid']);
  }
  expect((await get('?unit=year')).json().errors[0].pointer).toBe('/unit');
  expect((await get('?from=2026-02-30')).json().errors[0].pointer).toBe('/from');
});
