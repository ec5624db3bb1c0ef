// Real: the whole API, PostgreSQL, people who sign in. Faked: nothing.

import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { nextOccurrence } from './next-occurrence.js';

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

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path = '', body?: object, ifMatch?: string) =>
  callAs(api, person.token, method, `/v1/journal/reminders${path}`, body, ifMatch ? { 'if-match': ifMatch } : {});
const live = (timeZone: string | null) =>
  callAs(api, person.token, 'PUT', '/v1/journal/profile', { timeZone }, { 'if-match': '*' });
const listed = async () => (await call('GET')).json().data;
const mornings = { time: '08:30', weekdays: [5, 1] };
const nextIn = (zone: string) => nextOccurrence(mornings, zone, new Date()).toISOString();
const stamps = { createdAt: expect.any(String), updatedAt: expect.any(String) };

it('is made, listed by its time, turned off and on, and deleted', async () => {
  const created = await call('POST', '', mornings);
  const { id, ...reminder } = created.json();
  const on = { time: '08:30', weekdays: [1, 5], enabled: true, channels: ['mail'], nextAt: nextIn('Europe/Paris') };
  expect([created.statusCode, reminder]).toEqual([201, { ...on, version: 1, ...stamps }]);
  const early = (await call('POST', '', { ...mornings, time: '06:00', channels: ['event', 'mail'] })).json();
  const off = await call('PUT', `/${id}`, { ...mornings, enabled: false }, '"v1"');
  expect(off.json()).toMatchObject({ enabled: false, nextAt: null, version: 2 });
  expect(await listed()).toEqual([early, off.json()]);
  expect((await call('PUT', `/${id}`, mornings, '"v2"')).json()).toMatchObject({ ...on, version: 3 });
  expect((await call('DELETE', `/${id}`, undefined, '"v3"')).statusCode).toBe(204);
  expect(await listed()).toEqual([early]);
});

it('is changed and deleted at the version that the person knows', async () => {
  const { id } = (await call('POST', '', mornings)).json();
  for (const method of ['PUT', 'DELETE'] as const) {
    const late = await call(method, `/${id}`, method === 'PUT' ? mornings : undefined, '"v7"');
    expect([late.statusCode, late.json().code, late.headers.etag]).toEqual([412, 'precondition_failed', '"v1"']);
  }
  expect((await call('DELETE', `/${id}`, undefined, '*')).statusCode).toBe(204);
  expect((await call('PUT', `/${id}`, mornings, '*')).json().code).toBe('reminder_not_found');
  expect((await call('DELETE', `/${id}`, undefined, '*')).json().code).toBe('reminder_not_found');
});

it('is one of ten at most, also of those that are made at once', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => call('POST', '', mornings)));
  const refused = answers.filter(({ statusCode }) => statusCode !== 201).map((answer) => answer.json().code);
  expect(refused).toEqual(['too_many_reminders', 'too_many_reminders']);
  expect(await listed()).toHaveLength(10);
});

it('follows the time zone of its person, or else that of the tenant', async () => {
  await live('Pacific/Kiritimati');
  const { id } = (await call('POST', '', mornings)).json();
  const off = (await call('POST', '', { ...mornings, time: '23:00', enabled: false })).json();
  expect(await listed()).toMatchObject([{ nextAt: nextIn('Pacific/Kiritimati') }, { nextAt: null }]);
  await live('America/New_York');
  expect(await listed()).toMatchObject([{ id, nextAt: nextIn('America/New_York'), version: 1 }, { nextAt: null }]);
  await live(null);
  expect(await listed()).toMatchObject([{ id, nextAt: nextIn('Europe/Paris') }, off]);
});

it('is next due after now, by the clock of the database, also where that of the process is behind', async () => {
  const { id } = (await call('POST', '', { ...mornings, enabled: false })).json();
  await live('Europe/Paris');
  const now = Date.now();
  // At this moment, by the clock that is behind, it is to come.
  const passed = { time: new Date(now - 300_000).toISOString().slice(11, 16), weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const doNotFake = ['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance'] as const;
  jest.useFakeTimers({
    now: now - 600_000,
    doNotFake: [...doNotFake, 'clearTimeout', 'clearInterval', 'clearImmediate'],
  });
  try {
    await live('Etc/UTC');
    expect((await call('POST', '', { ...passed, enabled: true })).statusCode).toBe(201);
    expect((await call('PUT', `/${id}`, { ...passed, enabled: true }, '*')).statusCode).toBe(200);
    const isNext = async () => {
      const reminders: { nextAt: string }[] = await listed();
      return reminders.map(({ nextAt }) => Date.parse(nextAt) > now);
    };
    expect(await isNext()).toEqual([true, true]);
    await live('Africa/Abidjan');
    expect(await isNext()).toEqual([true, true]);
  } finally {
    jest.useRealTimers();
  }
});

it.each([
  ['/time', 'bad_local_time', { time: '24:00' }],
  ['/time', 'bad_local_time', { time: '8:30' }],
  ['/weekdays', 'too_few', { weekdays: [] }],
  ['/weekdays', 'too_large', { weekdays: [8] }],
  ['/weekdays', 'duplicates', { weekdays: [1, 1] }],
  ['/channels', 'not_allowed', { channels: ['telephone'] }],
  ['/channels', 'too_few', { channels: [] }],
  ['/enabled', 'not_a_boolean', { enabled: 'yes' }],
])('is refused with a pointer to %s (%s)', async (pointer, code, part) => {
  const answer = await call('POST', '', { ...mornings, ...part });
  expect([answer.statusCode, answer.json().errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
});

it('is nobody else’s', async () => {
  const { id } = (await call('POST', '', mornings)).json();
  person = await signedIn(api, tenant, 'owner');
  expect(await listed()).toEqual([]);
  expect((await call('DELETE', `/${id}`, undefined, '*')).json().code).toBe('reminder_not_found');
  expect(await runSql(api.database.adminUrl, `select from journal.reminders where id = '${id}'`)).toHaveLength(1);
});
