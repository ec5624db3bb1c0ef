// Real: the whole API over its own PostgreSQL. Faked: nothing.
import { Degradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let editor: SignedIn;

beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  editor = await signedIn(api, tenant, 'editor');
});
afterAll(() => api?.close());

const event = (differing: object = {}) => ({
  id: newId(),
  name: 'app.opened',
  occurredAt: new Date().toISOString(),
  subject: 'device-1',
  properties: { price: 12.5, plan: 'pro', new: true, nothing: null },
  ...differing,
});

const send = (events: unknown, { slug = tenant.slug, token = editor.token, type = 'application/json' } = {}) =>
  api.inject({
    method: 'POST',
    url: `/v1/ingest/${slug}/events`,
    headers: { authorization: `Bearer ${token}`, 'content-type': type, 'user-agent': 'curl/8.5.0' },
    payload: typeof events === 'string' ? events : JSON.stringify(events),
  });
const read = async (path: string) =>
  (await api.inject({ url: `/v1/analytics/${path}`, headers: { authorization: `Bearer ${editor.token}` } })).json()
    .data;
const rows = <Row extends object>(sql: string) =>
  runSql<Row>(api.database.ownerUrl, `set app.tenant_id = '${tenant.id}'; ${sql}`);

it('stores the events of a batch, and answers what became of each', async () => {
  const [first, second] = [event(), event({ name: 'app.closed', subject: undefined, properties: undefined })];
  const answer = await send([first, second, event({ properties: { deep: {} } })]);
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    {
      id: expect.any(String),
      ...{ accepted: 2, duplicates: 0, sampled: 0 },
      rejected: [{ index: 2, code: 'nested_value', pointer: '/2/properties/deep' }],
    },
  ]);
  const stored = await rows(
    `select id, name, occurred_at as "occurredAt", subject, session, properties, client from analytics.events order by name desc`,
  );
  expect(stored).toEqual([
    {
      ...{ id: first.id, name: 'app.opened', occurredAt: new Date(first.occurredAt), subject: 'device-1' },
      ...{ session: null, properties: first.properties, client: 'server' },
    },
    {
      ...{ id: second.id, name: 'app.closed', occurredAt: new Date(second.occurredAt), subject: null },
      ...{ session: null, properties: null, client: 'server' },
    },
  ]);
});

it('stores an event once, within a batch and in later ones', async () => {
  const [twice, fresh] = [event(), event()];
  expect((await send([twice, twice])).json()).toMatchObject({ accepted: 1, duplicates: 1 });
  expect((await send([twice, fresh, twice])).json()).toMatchObject({ accepted: 1, duplicates: 2 });
  const answers = await Promise.all([send([event(), fresh]), send([fresh, event()]), send([twice])]);
  expect(answers.map((answer) => answer.json().accepted)).toEqual([1, 1, 0]);
  expect(await rows('select count(*)::int as events from analytics.events')).toEqual([{ events: 4 }]);
  expect(await read('ledger')).toMatchObject([{ received: 10, stored: 4, duplicates: 6, rejected: 0, sampled: 0 }]);
  expect(await rows('select sum(events)::int as events from analytics.event_counts')).toEqual([{ events: 4 }]);
});

it('leaves nothing of a batch in the staging tables, which stay small', async () => {
  for (let batch = 0; batch < 8; batch += 1) {
    const { statusCode } = await send(Array.from({ length: 1000 }, () => event()));
    const left = await runSql(
      api.database.adminUrl,
      [1, 2, 3, 4].map((lane) => `select from analytics.staging_${lane}`).join(' union all '),
    );
    expect([statusCode, left]).toEqual([200, []]);
  }
  const [{ bytes } = { bytes: 0 }] = await rows<{ bytes: number }>(
    `select sum(pg_relation_size('analytics.staging_' || lane))::int as bytes from generate_series(1, 4) lane`,
  );
  // 8,000 rows take 1.7 MB.
  expect(bytes).toBeLessThan(1_000_000);
});

it('does not take an event of another tenant for the same', async () => {
  const other = await freshTenant(api);
  const { token } = await signedIn(api, other, 'member');
  const same = event();
  expect((await send([same])).json().accepted).toBe(1);
  expect((await send([same], { slug: other.slug, token })).json().accepted).toBe(1);
  expect((await send([same], { slug: other.slug })).statusCode).toBe(404);
});

it('gives pages of any origin the script that sends events, to be kept for good', async () => {
  const answer = await api.inject({ url: '/v1/ingest/page-1.js', headers: { 'accept-encoding': 'gzip' } });
  expect([answer.statusCode, answer.headers]).toMatchObject([
    200,
    {
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'accept-encoding',
    },
  ]);
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.rawPayload.length).toBeLessThan(2_048);
});

it('keeps rejected events with code and text', async () => {
  const bad = event({ properties: { deep: { er: 1 } }, subject: 'device-7' });
  const { id } = (await send([event(), bad])).json();
  expect(await read('quarantine')).toEqual([
    {
      ...{ receipt: id, index: 1, receivedAt: expect.any(String), keyId: '00000000-0000-0000-0000-000000000000' },
      ...{ code: 'nested_value', pointer: '/1/properties/deep', text: JSON.stringify(bad) },
    },
  ]);
});

it('keeps 500 rejected events of a tenant in an hour, and the ledger counts all', async () => {
  const other = await freshTenant(api);
  const { token } = await signedIn(api, other, 'member');
  const bad = (count: number) => Array.from({ length: count }, () => event({ properties: { deep: {} } }));
  // In the next hour 500 more are kept.
  const hour = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  for (let batch = 0; batch < 3; batch += 1) expect((await send(bad(300))).json().rejected).toHaveLength(300);
  await send(bad(2), { slug: other.slug, token });
  hour.mockRestore();
  const kept = ({ id }: { id: string }) =>
    runSql(
      api.database.adminUrl,
      `select (select count(*)::int from analytics.quarantine where tenant_id = '${id}') as kept,
        (select sum(rejected)::int from analytics.ledger where tenant_id = '${id}') as rejected`,
    );
  expect(await kept(tenant)).toEqual([{ kept: 500, rejected: 900 }]);
  expect(await kept(other)).toEqual([{ kept: 2, rejected: 2 }]);
});

it('has a line of the ledger for each key', async () => {
  const owner = await signedIn(api, tenant, 'owner');
  const make = async (name: string): Promise<{ id: string; key: string }> => {
    const wish = { name, kind: 'secret', scopes: ['analytics.write'] };
    return (await callAs(api, owner.token, 'POST', '/v1/keys', wish)).json();
  };
  const [page, server] = [await make('page'), await make('server')];
  await send([event(), event(), event({ properties: { deep: {} } })], { token: page.key });
  await send([event()], { token: server.key });
  const lines: Record<string, unknown>[] = await read('ledger');
  const ofKey = ({ id }: { id: string }) => lines.filter(({ keyId }) => keyId === id);
  expect(ofKey(page)).toMatchObject([{ received: 3, stored: 2, rejected: 1 }]);
  expect(ofKey(server)).toMatchObject([{ received: 1, stored: 1, rejected: 0 }]);
});

it('counts all events that came against the quota of a day: rejected, duplicate and sampled ones, too', async () => {
  const [degradation, other] = [api.app.get(Degradation), await freshTenant(api)];
  const used = async ({ slug }: { slug: string }) => {
    const { data } = (await callAs(api, api.operatorKey, 'GET', `/v1/platform/tenants/${slug}/usage`)).json();
    return data.find(({ quota }: { quota: string }) => quota === 'eventsADay').used;
  };
  const many = Array.from({ length: 100 }, (_, i) => event({ subject: `device-${i}` }));
  await degradation.set(3, 'test');
  const answer = await send([...many, ...many, event({ properties: { deep: {} } })]).finally(() =>
    degradation.set(0, 'test'),
  );
  const { accepted, duplicates, sampled, rejected } = answer.json();
  expect([accepted, sampled, rejected.length]).toEqual([duplicates, 200 - 2 * accepted, 1]);
  // Counts are written once a second.
  expect(await until(() => used(tenant))).toBe(201);
  expect(await used(other)).toBe(0);
});

it('keeps a rejected event whose fault lies at a name that PostgreSQL cannot store', async () => {
  const [nul, half] = [event(), event()].map((good) => JSON.stringify(good).replace('"plan"', '"BAD"'));
  const body = `[${nul?.replace('BAD', '\\u0000')},${half?.replace('BAD', '\\ud800')}]`;
  const answer = await send(body);
  expect(answer.json()).toMatchObject({
    accepted: 0,
    rejected: [{ code: 'nul_character' }, { code: 'lone_surrogate' }],
  });
  const kept = await read('quarantine');
  expect(kept.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/1/properties/\ufffd',
    '/0/properties/\ufffd',
  ]);
});

it('keeps the beginning of a line of characters that PostgreSQL cannot store, and stores the other lines', async () => {
  const answer = await send(`${'\0'.repeat(3000)}\n${JSON.stringify(event())}`, { type: 'application/x-ndjson' });
  expect([answer.statusCode, answer.json()]).toMatchObject([
    200,
    { accepted: 1, rejected: [{ code: 'invalid_json' }] },
  ]);
  // Three bytes each, of 2,048.
  expect(await read('quarantine')).toMatchObject([{ code: 'invalid_json', text: '\ufffd'.repeat(682) }]);
});

it('points at the name of one event that was sent alone', async () => {
  await send(Array.from({ length: 1000 }, (_, i) => event({ name: `event.${i}` })));
  expect((await send(event({ name: 'one more' }))).json().rejected).toEqual([
    { index: 0, code: 'too_many_names', pointer: '/name' },
  ]);
});

it('refuses the names that a tenant has no room for, and takes those that it has', async () => {
  const named = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => event({ name: `event.${from + i}` }));
  expect((await send(named(1, 999))).json()).toMatchObject({ accepted: 999, rejected: [] });
  const answer = (await send(named(999, 3))).json();
  expect([answer.accepted, answer.rejected]).toEqual([2, [{ index: 2, code: 'too_many_names', pointer: '/2/name' }]]);
  expect((await send(named(1000, 2))).json()).toMatchObject({ accepted: 1, rejected: [{ index: 1 }] });
});

it('keeps one subject in ten under overload, and says so', async () => {
  const degradation = api.app.get(Degradation);
  await degradation.set(3, 'test');
  try {
    const batch = Array.from({ length: 1000 }, (_, i) => event({ subject: `device-${i % 100}` }));
    const { accepted, sampled, rejected } = (await send(batch)).json();
    expect([accepted + sampled, rejected]).toEqual([1000, []]);
    const kept = await rows<{ events: number }>(
      'select count(*)::int as events from analytics.events group by subject',
    );
    expect(new Set(kept.map(({ events }) => events))).toEqual(new Set([10]));
    expect(kept.length * 10).toBe(accepted);
    expect(kept.length).toBeLessThan(30);
    expect((await send(batch)).json()).toMatchObject({ accepted: 0, duplicates: accepted, sampled });
    expect(await read('ledger')).toMatchObject([{ received: 2000, stored: accepted, sampled: 2 * sampled }]);
  } finally {
    await degradation.set(0, 'test');
  }
});

it('stores nothing of a tenant that a purge has emptied, and all of the others that came with it', async () => {
  const other = await freshTenant(api);
  const { token } = await signedIn(api, other, 'member');
  const ofOther = { slug: other.slug, token };
  await Promise.all([send([event()]), send([event()], ofOther)]);
  // As the purge leaves it, while this process still serves the tenant.
  await rows('delete from analytics.events; delete from analytics.event_names');
  const answers = await Promise.all([send([event()]), send([event()], ofOther), send([event()])]);
  expect(answers.map((answer) => answer.json().code ?? answer.statusCode)).toEqual([
    ...['tenant_not_found', 200, 'tenant_not_found'],
  ]);
  expect(await rows('select count(*)::int as events from analytics.events')).toEqual([{ events: 0 }]);
  expect(await read('ledger')).toMatchObject([{ received: 1, stored: 1 }]);
});
