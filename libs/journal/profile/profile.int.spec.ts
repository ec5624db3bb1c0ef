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

const read = (by = person) => callAs(api, by.token, 'GET', '/v1/journal/profile');
const choose = (content: object, ifMatch: string) =>
  callAs(api, person.token, 'PUT', '/v1/journal/profile', content, { 'if-match': ifMatch });

const chosen = { nickname: 'Sam', timeZone: 'Pacific/Kiritimati', weekStart: 'sunday', syncBatchSize: 20 };
const defaults = { nickname: '', timeZone: null, weekStart: 'monday', syncBatchSize: 5 };

it('has its defaults at version 0 until something is chosen, and what is left out is as before', async () => {
  const before = await read();
  expect([before.json(), before.headers.etag]).toEqual([{ ...defaults, version: 0 }, expect.stringMatching(/^"v0\b/)]);
  const first = await choose(chosen, '"v0"');
  expect([first.statusCode, first.json(), first.headers.etag]).toEqual([200, { ...chosen, version: 1 }, '"v1"']);
  expect((await read()).json()).toEqual(first.json());
  expect((await choose({ timeZone: null }, '"v1"')).json()).toEqual({ ...defaults, version: 2 });
  expect((await read()).json()).toEqual({ ...defaults, version: 2 });
});

it('is cached for its person alone, until they change it', async () => {
  await choose(chosen, '*');
  const kept = async () => {
    const answer = await read();
    return String(answer.headers['cache-status']).includes('; hit') ? answer.json() : undefined;
  };
  expect(await until(kept)).toMatchObject({ nickname: 'Sam' });
  expect((await read(await signedIn(api, tenant, 'owner'))).json()).toEqual({ ...defaults, version: 0 });
});

it('is replaced at the version that the person knows, and of two first choices one is made', async () => {
  const answers = await Promise.all([choose(chosen, '"v0"'), choose(chosen, '"v0"')]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
  const late = await choose(chosen, '"v0"');
  expect([late.statusCode, late.json().code, late.headers.etag]).toEqual([412, 'precondition_failed', '"v1"']);
  expect((await choose(chosen, '*')).json().version).toBe(2);
});

it.each([
  ['/timeZone', 'unknown_time_zone', { timeZone: 'Mars/Olympus' }],
  ['/timeZone', 'unknown_time_zone', { timeZone: '+02:00' }],
  ['/timeZone', 'unknown_time_zone', { timeZone: 7 }],
  ['/nickname', 'bad_length', { nickname: 'x'.repeat(51) }],
  ['/nickname', 'null', { nickname: null }],
  ['/weekStart', 'not_allowed', { weekStart: 'tuesday' }],
  ['/syncBatchSize', 'too_large', { syncBatchSize: 101 }],
  ['/syncBatchSize', 'too_small', { syncBatchSize: 0 }],
])('is refused with a pointer to %s (%s)', async (pointer, code, content) => {
  const answer = await choose(content, '*');
  expect([answer.statusCode, answer.json().errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
});

it('its nickname is stored encrypted', async () => {
  await choose(chosen, '*');
  const [row] = await runSql<{ text: string }>(
    api.database.adminUrl,
    `select encode(nickname, 'escape') as text from journal.profiles where user_id = '${person.id}'`,
  );
  expect(row?.text).toMatch(/.{28}/);
  expect(row?.text).not.toContain('Sam');
});
