// Real: the whole API over its own PostgreSQL, events sent over HTTP. Faked: nothing.
import { Degradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api, { timeZone: 'Asia/Kathmandu' });
  admin = await signedIn(api, tenant, 'admin');
});
afterAll(() => api?.close());

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, token = admin.token) =>
  api.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'curl/8.5.0' },
    ...(payload && { payload }),
  });
const event = (of: object = {}) => ({ id: newId(), name: 'app.opened', occurredAt: new Date().toISOString(), ...of });
const send = async (...events: object[]) => {
  const answer = await call('POST', `/v1/ingest/${tenant.slug}/events`, events);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
};
const declare = (properties: unknown, name = 'app.opened') =>
  call('PUT', `/v1/analytics/names/${encodeURIComponent(name)}`, { properties });
/** Past the cache. */
const ask = async (question: object) => {
  const [answer] = (await call('POST', '/v1/analytics/query', { questions: [question] })).json().data;
  return answer.series ?? answer.breakdown ?? { status: answer.status, ...answer.problem };
};

it('counts in the time zone of the tenant what clients sent, by minute, hour and day', async () => {
  const begun = Date.now();
  await send(event(), event({ name: 'app.closed' }), event());
  const day = await ask({ kind: 'series', name: 'app.opened' });
  expect(day).toMatchObject({ timeZone: 'Asia/Kathmandu', exactness: 'exact', totals: { events: 2, before: 0 } });
  const counted = ({ data }: { data: { start: string; events: number }[] }) => data.filter(({ events }) => events > 0);
  expect(day.data).toHaveLength(30);
  expect(Date.parse(day.freshTo)).toBeGreaterThanOrEqual(begun);
  const hours = await ask({ kind: 'series', unit: 'hour', from: counted(day)[0]?.start });
  expect(hours.totals).toEqual({ events: 3, before: 0 });
  for (const { start } of counted(hours)) expect(start).toMatch(/:15:00\.000Z$/);
  const minutes = await ask({ kind: 'series', unit: 'minute' });
  expect([minutes.data.length, minutes.totals.events]).toEqual([60, 3]);
});

it('counts the values of declared properties from then on, of each name by itself', async () => {
  await send(event({ properties: { plan: 'before' } }));
  const declared = await declare(['plan', 'Größe']);
  expect([declared.statusCode, declared.json()]).toEqual([
    200,
    { name: 'app.opened', seenOn: expect.any(String), properties: ['Größe', 'plan'] },
  ]);
  await send(
    ...['pro', 'free', 'pro', 12.5, true, null, `${'é'.repeat(100)}cut`].map((plan) => event({ properties: { plan } })),
    event({ name: 'app.closed', properties: { plan: 'pro' } }),
    event(),
  );
  const of = { kind: 'breakdown', by: 'properties.plan', name: 'app.opened' };
  expect(await ask(of)).toMatchObject({
    data: [
      { value: '', events: 2 },
      { value: 'pro', events: 2 },
      { value: '12.5', events: 1 },
      { value: 'free', events: 1 },
      { value: 'true', events: 1 },
      { value: 'é'.repeat(100), events: 1 },
    ],
    total: 9,
  });
  expect(await ask({ ...of, limit: 1 })).toMatchObject({ data: [{ value: '', events: 2 }], total: 9 });
  expect(await ask({ ...of, name: 'app/closed now' })).toMatchObject({
    ...{ status: 422, code: 'property_not_counted' },
    detail: expect.stringContaining(' PUT /v1/analytics/names/app%2Fclosed%20now first'),
  });
  expect((await call('GET', '/v1/analytics/names')).json().data).toMatchObject([
    { name: 'app.closed', properties: [] },
    { name: 'app.opened', properties: ['Größe', 'plan'] },
  ]);
  // What was counted stays, and is asked for as before.
  expect((await declare([])).json()).toMatchObject({ properties: [] });
  await send(event({ properties: { plan: 'pro' } }));
  expect(await ask(of)).toMatchObject({ data: [{ events: 2 }, { events: 2 }, {}, {}, {}, {}], total: 10 });
});

it('tells 200 values of a day apart, and counts what comes beyond them as others', async () => {
  await declare(['app']);
  const sent = (from: number, to: number) =>
    send(...Array.from({ length: to - from }, (_, n) => event({ properties: { app: `app ${from + n}` } })));
  await sent(0, 150);
  await send(event({ properties: { app: 'frequent' } }), event({ properties: { app: 'frequent' } }));
  await sent(100, 300);
  const answer = await ask({ kind: 'breakdown', by: 'properties.app', name: 'app.opened', limit: 200 });
  expect([answer.data[0], answer.total]).toEqual([{ value: '(other)', events: 101 }, 352]);
  const all = await call('GET', '/v1/analytics/breakdown?by=properties.app&name=app.opened&limit=200');
  expect(new Set(all.json().data.map(({ value }: { value: string }) => value)).size).toBe(200);
  expect(answer.data.filter(({ events }: { events: number }) => events === 2)).toHaveLength(51);
});

it('says that a period was sampled, and of which share', async () => {
  const degradation = api.app.get(Degradation);
  await send(event());
  await degradation.set(3, 'test');
  try {
    const { accepted, sampled } = await send(
      ...Array.from({ length: 200 }, (_, n) => event({ subject: `device-${n}` })),
    );
    const past = { kind: 'breakdown', from: '2026-01-01', to: '2026-01-02' };
    const questions = [{ kind: 'breakdown' }, past, { kind: 'series' }, past];
    const { data } = (await call('POST', '/v1/analytics/query', { questions })).json();
    const about = { exactness: 'sampled', share: (accepted + 1) / (accepted + 1 + sampled) };
    expect(data).toMatchObject([
      { breakdown: { ...about, total: accepted + 1 } },
      { breakdown: { exactness: 'exact', total: 0 } },
      { series: { ...about, totals: { events: accepted + 1 } } },
      { breakdown: { exactness: 'exact', total: 0 } },
    ]);
  } finally {
    await degradation.set(0, 'test');
  }
});

it.each([
  ['an hour before', '2026-01-09T17:00Z', { exactness: 'exact' }],
  ['the hour in which it begins', '2026-01-09T18:00Z', { exactness: 'sampled', share: 5 / 14 }],
  ['eight days after', '2026-01-18T18:00Z', { exactness: 'sampled', share: 5 / 14 }],
  ['later', '2026-01-18T19:00Z', { exactness: 'exact' }],
])('says of a day in Nepal, which begins at a quarter past, what was sampled: %s', async (_, hour, exactness) => {
  const line = (at: string, stored: number, sampled: number) =>
    `('${tenant.id}', '${at}', uuidv7(), 1, ${stored + sampled}, ${stored}, 0, 0, ${sampled})`;
  await runSql(
    api.database.adminUrl,
    `insert into analytics.ledger (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
      values ${line(hour, 1, 9)}, ${line('2026-01-17T10:00Z', 4, 0)}`,
  );
  expect(await ask({ kind: 'breakdown', from: '2026-01-10', to: '2026-01-10' })).toMatchObject(exactness);
});

it('has of one name no others', async () => {
  await send(event(), event(), event({ name: 'app.closed' }));
  const of = { kind: 'breakdown', by: 'name' };
  expect(await ask({ ...of, name: 'app.opened' })).toMatchObject({
    ...{ data: [{ value: 'app.opened', events: 2 }], total: 2 },
  });
  expect(await ask({ ...of, name: 'app.lost' })).toMatchObject({ data: [], total: 0 });
});

it('is cached for its tenant, and no other sees it', async () => {
  await send(event());
  const path = '/v1/analytics/series?name=app.opened';
  // Members are answered from the cache only while the process is sure to hear of every change.
  const first = await until(async () => {
    const answer = await call('GET', path);
    return String(answer.headers['cache-status']).includes('; hit') && answer.json();
  });
  await send(event());
  expect((await call('GET', path)).json()).toEqual(first);
  expect(first.totals.events).toBe(1);
  const editor = await signedIn(api, await freshTenant(api), 'editor');
  expect((await call('GET', path, undefined, editor.token)).json().totals.events).toBe(0);
  const member = await signedIn(api, tenant, 'member');
  expect((await call('GET', path, undefined, member.token)).statusCode).toBe(403);
});

it.each([
  ['series?from=2026-02-02&to=2026-02-01', 400, 'period_backwards'],
  ['series?from=1926-02-02&to=2026-02-01', 422, 'question_too_large'],
  ['series?from=2026-01-01&to=2026-02-01&unit=hour', 422, 'question_too_large'],
  ['series?from=2026-02-31', 400, 'validation_failed'],
  ['series?unit=second', 400, 'validation_failed'],
  ['series?name=', 400, 'validation_failed'],
  ['series?by=client', 400, 'validation_failed'],
  ['breakdown?by=subject', 400, 'validation_failed'],
  ['breakdown?by=properties.', 400, 'validation_failed'],
  ['breakdown?by=properties.plan', 422, 'name_required'],
  ['breakdown?by=properties.plan&name=app.opened', 422, 'property_not_counted'],
  ['breakdown?limit=201', 400, 'validation_failed'],
  ['breakdown?from=2025-01-01&to=2026-02-05', 422, 'question_too_large'],
])('answers %s with %d %s', async (path, status, code) => {
  const answer = await call('GET', `/v1/analytics/${path}`);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

it('answers each question of a dashboard by itself', async () => {
  await send(event());
  const questions = [
    { kind: 'series', unit: 'week' },
    { kind: 'breakdown', by: 'properties.none', name: 'app.opened' },
    { kind: 'uniques', from: '2026-01-02', to: '2026-01-01' },
  ];
  const answer = await call('POST', '/v1/analytics/query', { questions });
  expect([answer.statusCode, answer.json().data]).toMatchObject([
    200,
    [
      { status: 200, series: { totals: { events: 1 } }, breakdown: null, problem: null },
      { status: 422, series: null, breakdown: null, problem: { code: 'property_not_counted' } },
      { status: 400, uniques: null, problem: { code: 'period_backwards' } },
    ],
  ]);
  for (const wrong of [[], Array(13).fill(questions[0]), [{ kind: 'funnel' }], [{ kind: 'series', steps: [] }]])
    expect((await call('POST', '/v1/analytics/query', { questions: wrong })).json().code).toBe('validation_failed');
});

it('refuses a sixth property, one that comes twice, and one of no name', async () => {
  for (const wrong of [['a', 'b', 'c', 'd', 'e', 'f'], ['a', 'a'], [''], [1], 'a'])
    expect((await declare(wrong)).json().code).toBe('validation_failed');
  expect((await declare(['a'], ' ')).json().code).toBe('validation_failed');
  const editor = await signedIn(api, tenant, 'editor');
  const answer = await call('PUT', '/v1/analytics/names/app.opened', { properties: ['a'] }, editor.token);
  expect(answer.statusCode).toBe(403);
});
