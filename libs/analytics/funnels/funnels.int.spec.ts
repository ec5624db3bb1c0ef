// Real: the API and its workers over their own PostgreSQL. Faked: the events, which SQL wrote, and the time of an answer.
import { Degradation } from '#platform/degradation';
import { Asker, type WrittenEvent } from '../../../test/support/questions.js';
import { signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let asker: Asker;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  asker = await Asker.in(api);
});
afterAll(() => api?.close());

const sql = (text: string) => runSql(api.database.adminUrl, text);
const january = { from: '2026-01-01', to: '2026-01-31' };
const bought = { ...january, steps: ['viewed', 'installed', 'bought'] };
const at = (subject: string | null, name: string, time: string): WrittenEvent => ({
  ...{ subject, name, at: `2026-01-10T${time}Z` },
});
const counts = async (body: object) =>
  (await asker.ask('funnels', body)).json().steps.map(({ subjects }: { subjects: number }) => subjects);
const refusal = async (path: string, body: object) => {
  const answer = await asker.call('POST', path, body);
  const { code, errors } = answer.json();
  return [answer.statusCode, code, ...(errors ? [errors[0].pointer] : [])];
};

it('counts each subject once for each step that it made after the one before', async () => {
  await asker.write([
    ...[at('anna', 'viewed', '10:00:00'), at('anna', 'installed', '10:01:00'), at('anna', 'bought', '10:02:00')],
    ...[at('anna', 'viewed', '11:00:00'), at('anna', 'installed', '11:01:00')],
    // In the wrong order.
    ...[at('bela', 'installed', '09:00:00'), at('bela', 'viewed', '10:00:00'), at('bela', 'bought', '11:00:00')],
    ...[at('carl', 'installed', '10:00:00'), at(null, 'viewed', '10:00:00'), at(null, 'installed', '10:01:00')],
  ]);
  const other = await Asker.in(api);
  await other.write([at('dora', 'viewed', '10:00:00')]);
  const answer = await asker.ask('funnels', bought);
  expect(answer.json()).toEqual({
    timeZone: 'Europe/Paris',
    freshTo: expect.any(String),
    exactness: 'exact',
    steps: [
      { name: 'viewed', subjects: 2 },
      { name: 'installed', subjects: 1 },
      { name: 'bought', subjects: 1 },
    ],
  });
  expect(await counts({ ...bought, within: 60 })).toEqual([2, 1, 0]);
  expect(await counts({ ...bought, steps: ['viewed', 'viewed'] })).toEqual([2, 1]);
  expect(await counts({ ...bought, steps: ['dora', 'unknown'] })).toEqual([0, 0]);
});

it.each([
  ['0001-01-01', '0001-01-02'],
  ['9999-12-30', '9999-12-31'],
])('counts nothing from %s to %s, the first and the last days that there are', async (from, to) => {
  const west = await Asker.in(api, 'Pacific/Niue');
  for (const each of [asker, west])
    expect((await each.ask('funnels', { ...bought, from, to })).json().steps[0].subjects).toBe(0);
  expect((await asker.call('GET', `series?from=${from}&to=${to}`)).statusCode).toBe(200);
});

it('says what was sampled', async () => {
  await sql(`insert into analytics.ledger (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
    values ('${asker.tenant.id}', '2026-01-10T10:00Z', uuidv7(), 1, 10, 1, 0, 0, 9)`);
  const { exactness, share } = (await asker.ask('funnels', bought)).json();
  expect([exactness, share]).toEqual(['sampled', expect.closeTo(0.1)]);
});

it('counts an erased subject as before', async () => {
  await asker.write([at('erna', 'viewed', '10:00:00'), at('erna', 'installed', '10:01:00')]);
  await asker.write([at('fred', 'viewed', '10:00:00')]);
  const admin = await signedIn(api, asker.tenant, 'admin');
  const before = await counts(bought);
  await api.inject({
    method: 'DELETE',
    url: '/v1/analytics/subjects/erna',
    headers: { authorization: `Bearer ${admin.token}` },
  });
  await until(async () => (await sql("select from analytics.events where subject = 'erna'")).length === 0);
  expect([before, await counts(bought)]).toEqual([
    [2, 1, 0],
    [2, 1, 0],
  ]);
});

it.each([
  ['a single step', { steps: ['a'] }, '/steps'],
  ['six steps', { steps: ['a', 'b', 'c', 'd', 'e', 'f'] }, '/steps'],
  ['a step that is no text', { steps: ['a', 7] }, '/steps'],
  ['a step without a name', { steps: ['a', ''] }, '/steps'],
  ['less than a minute', { within: 59 }, '/within'],
  ['more than 31 days', { within: 31 * 86_400 + 1 }, '/within'],
  ['half a second', { within: 60.5 }, '/within'],
  ['an unknown field', { step: 'a' }, '/step'],
  ['no last day', { to: undefined }, '/to'],
  ['a time', { to: '2026-01-31T00:00:00Z' }, '/to'],
])('refuses %s', async (_, change, pointer) => {
  expect(await refusal('funnels', { ...bought, ...change })).toEqual([400, 'validation_failed', pointer]);
});

it('refuses a period that ends before it begins, one that is too long, and too many events', async () => {
  expect(await refusal('funnels', { ...bought, to: '2025-12-31' })).toEqual([400, 'period_backwards']);
  expect(await refusal('funnels', { ...bought, to: '2026-02-01' })).toEqual([422, 'question_too_large']);
  await sql(`insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
    values ('${asker.tenant.id}', '2026-01-10T10:00Z', 'viewed', '2026-01-10', 1, 20000001)`);
  expect(await refusal('funnels', bought)).toEqual([422, 'question_too_large']);
  expect((await sql(`select from platform.operations where tenant_id = '${asker.tenant.id}'`)).length).toBe(0);
});

it('adds up the parts of many subjects', async () => {
  const subjects = Array.from({ length: 40 }, (_, i) => `subject ${i}`);
  await asker.write(subjects.flatMap((who) => [at(who, 'viewed', '10:00:00'), at(who, 'installed', '10:01:00')]));
  // As many as three parts have.
  await sql(`insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
    values ('${asker.tenant.id}', '2026-01-10T10:00Z', 'viewed', '2026-01-10', 1, 10000001)`);
  expect(await counts(bought)).toEqual([40, 40, 0]);
});

it('has two at work at a time, and begins none while the deployment is degraded', async () => {
  const insert = (kind: string, state: string, age: string) =>
    sql(`insert into platform.operations (tenant_id, id, kind, state, created_at)
      values ('${asker.tenant.id}', uuidv7(), '${kind}', '${state}', now() - interval '${age}')`);
  await insert('analytics.count-funnel', 'running', '1 minute');
  await insert('analytics.count-funnel', 'succeeded', '1 minute');
  await insert('analytics.count-funnel', 'running', '25 hours');
  await insert('analytics.count-retention', 'running', '1 minute');
  expect((await asker.ended('funnels', bought)).state).toBe('succeeded');
  await insert('analytics.count-funnel', 'queued', '1 minute');
  const full = await asker.call('POST', 'funnels', bought);
  expect([full.statusCode, full.json().code, full.headers['retry-after']]).toEqual([429, 'operations_at_work', '10']);
  const degradation = api.app.get(Degradation);
  await degradation.set(3, 'test');
  try {
    expect(await refusal('funnels', bought)).toEqual([503, 'degraded']);
  } finally {
    await degradation.set(0, 'test');
  }
});

it('answers those who may read events, of its tenant, for a day', async () => {
  const { result, id } = await asker.ended('funnels', bought);
  const path = `funnels/${id}`;
  expect(result).toEqual({ url: `/v1/analytics/${path}` });
  const member = await signedIn(api, asker.tenant, 'member');
  const [elsewhere, read] = [await Asker.in(api), () => asker.call('GET', path)];
  expect((await asker.call('GET', path, undefined, member)).statusCode).toBe(403);
  expect((await asker.call('POST', 'funnels', bought, member)).statusCode).toBe(403);
  expect((await elsewhere.call('GET', path)).json().code).toBe('answer_not_found');
  expect((await asker.call('GET', `retention/${id}`)).json().code).toBe('answer_not_found');
  expect((await read()).statusCode).toBe(200);
  await sql(`update analytics.answers set made_at = now() - interval '1 day' where id = '${id}'`);
  expect((await read()).json().code).toBe('answer_not_found');
});
