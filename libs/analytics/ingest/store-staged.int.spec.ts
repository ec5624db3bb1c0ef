// Real: the whole API over its own PostgreSQL, its questions. Faked: the events are stored by the database's function in a
// chosen lane and transaction, as the application calls it.
import { newId } from '#platform/ids';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { type StagedBatch, type StagedEvent, storingBatches } from '../../../test/support/staged-batches.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { EventCounts } from '../ledger/event-counts.service.js';

const day = '2026-03-10';
const noon = `${day}T12:00:00Z`;

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

const call = (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) =>
  api.inject({
    method,
    url: `/v1/analytics/${path}`,
    headers: { authorization: `Bearer ${admin.token}` },
    ...(payload && { payload }),
  });
const ask = async (question: object) => {
  const [{ series, breakdown }] = (await call('POST', 'query', { questions: [question] })).json().data;
  return series ?? breakdown;
};
const batch = (events: readonly StagedEvent[], of: Partial<StagedBatch> = {}): StagedBatch => ({
  ...{ tenantId: tenant.id, zone: 'Asia/Kathmandu', events },
  ...of,
});
/** @returns how many events of each batch were new, in their order */
async function store(lane: number, ...batches: readonly StagedBatch[]): Promise<number[]> {
  const given = batches.map((each) => ({ receipt: newId(), ...each }));
  const rows = await runSql<{ receipt: string; stored: number }>(api.database.appUrl, storingBatches(lane, given));
  return given.map(({ receipt }) => rows.find((row) => row.receipt === receipt)?.stored ?? -1);
}
/** Events with values of a declared property. */
const valued = (from: number, count: number): StagedEvent[] =>
  Array.from({ length: count }, (_, n) => ({ at: noon, properties: { plan: `plan ${from + n}` } }));
const declare = () => call('PUT', 'names/app.opened', { properties: ['plan'] });
const byPlan = async () => {
  const period = { from: day, to: day };
  const { data } = await ask({ kind: 'breakdown', by: 'properties.plan', name: 'app.opened', limit: 200, ...period });
  return new Map<string, number>(data.map(({ value, events }: { value: string; events: number }) => [value, events]));
};

it('takes a value that two lanes counted for one of the 200 of a day', async () => {
  await declare();
  await store(1, batch(valued(0, 100)));
  await store(2, batch(valued(0, 100)));
  await store(3, batch(valued(100, 100)));
  const counted = await byPlan();
  expect([counted.size, counted.get('(other)'), counted.get('plan 0'), counted.get('plan 199')]).toEqual([
    ...[200, undefined, 2, 1],
  ]);
});

it('leaves to two lanes that count new values at once 200 values together', async () => {
  // The name is known: the second waits for nothing but the values.
  await store(1, batch([{ at: noon }]));
  await declare();
  await using first = await heldTransaction(api.database.adminUrl, storingBatches(1, [batch(valued(0, 150))]));
  const second = store(2, batch(valued(150, 150)));
  await first.blocks();
  await first.commit();
  await second;
  expect((await byPlan()).get('(other)')).toBe(100);
});

it('gives the room that is left to the most frequent values that are new, as a day does that is counted anew', async () => {
  await declare();
  await store(1, batch(valued(0, 199)));
  const frequent = { at: noon, properties: { plan: 'x'.repeat(101) } };
  await store(1, batch([...valued(199, 5), frequent, frequent]));
  const told = async () => {
    const counted = await byPlan();
    return [counted.get('x'.repeat(100)), counted.get('(other)')];
  };
  expect(await told()).toEqual([2, 5]);
  await api.app.get(EventCounts).recount(tenant.id, day);
  expect(await told()).toEqual([2, 5]);
});

it('tells 200 values apart beside what a client itself calls (other)', async () => {
  await declare();
  await store(1, batch([{ at: noon, properties: { plan: '(other)' } }]));
  await store(1, batch(valued(0, 201)));
  expect((await byPlan()).get('(other)')).toBe(2);
});

it('adds up the events of a minute that come one after the other, and has no minutes of older ones', async () => {
  const now = Date.now();
  const at = new Date(now).toISOString();
  const old = new Date(now - 61 * 60_000).toISOString();
  for (const events of [[{ at }, { at: old }], [{ at }], [{ at }, { at }]]) await store(1, batch(events));
  expect((await ask({ kind: 'series', unit: 'minute' })).totals.events).toBe(4);
  const minutes = await runSql(
    api.database.adminUrl,
    `select events::int from analytics.minute_counts where tenant_id = '${tenant.id}'`,
  );
  expect(minutes).toEqual([{ events: 4 }]);
});

it('counts by country, also over all names', async () => {
  const events = ['FR', 'FR', 'NP', undefined].map((country, i) => ({ at: noon, country, name: `event.${i % 2}` }));
  await store(1, batch(events));
  await store(2, batch(events.slice(0, 1)));
  const period = { kind: 'breakdown', by: 'country', from: day, to: day };
  const answers = [await ask(period), await ask({ ...period, name: 'event.1' })];
  expect(answers.map(({ data }) => data)).toEqual([
    [
      { value: 'FR', events: 3 },
      { value: '', events: 1 },
      { value: 'NP', events: 1 },
    ],
    [
      { value: '', events: 1 },
      { value: 'FR', events: 1 },
    ],
  ]);
});

it('counts by UTC what a process sent without a time zone', async () => {
  // The next day in Nepal, and no other in UTC.
  await store(1, batch([{ at: `${day}T23:59:00Z` }, { at: `${day}T00:00:00Z` }], { zone: undefined }));
  const { data } = await ask({ kind: 'series', from: day, to: day });
  expect(data).toEqual([{ start: day, events: 2, before: 0 }]);
});

it('takes no event for new because another tenant has one of its time and id', async () => {
  const other = await freshTenant(api);
  const same = { at: noon, id: newId() };
  expect(await store(1, batch([same]))).toEqual([1]);
  expect(await store(1, batch([same]), batch([same], { tenantId: other.id }))).toEqual([0, 1]);
});

it('has the first of the batches that hold an event store it', async () => {
  const same = { at: noon, id: newId() };
  const receipts = [newId(), newId()];
  const [first, second] = receipts.map((receipt) => batch([same], { receipt }));
  expect(await store(1, second as StagedBatch, first as StagedBatch)).toEqual([0, 1]);
});

it('stores the same events in two lanes at once, in whichever order they came', async () => {
  await store(1, batch([{ at: noon }]));
  const events = Array.from({ length: 3 }, () => ({ at: noon, id: newId() })) as [
    StagedEvent,
    StagedEvent,
    StagedEvent,
  ];
  const middle = `insert into analytics.events (tenant_id, occurred_at, id, name, client)
    values ('${tenant.id}', '${noon}', '${events[1].id}', 'app.opened', 'browser')`;
  // Each lane would have inserted one of the others, if it took them as they came, and wait for that of the other lane.
  await using held = await heldTransaction(api.database.adminUrl, middle);
  const stored = Promise.all([store(1, batch(events)), store(2, batch(events.toReversed()))]);
  await held.blocks(2);
  await held.rollback();
  expect((await stored).flat().toSorted()).toEqual([0, 3]);
});

it('empties the subject of a person who was erased, and not in a copy of the tenant, where people have the same ids', async () => {
  const [copy, erased] = [await freshTenant(api), newId()];
  await runSql(
    api.database.ownerUrl,
    `set app.tenant_id = '${tenant.id}';
     insert into platform.erasures (tenant_id, user_id, asked_by, due_at) values ('${tenant.id}', '${erased}', 'test', now());
     update platform.erasures set state = 'erasing', began_at = now() where user_id = '${erased}'`,
  );
  const events = [{ at: noon, subject: erased }];
  expect(await store(1, batch(events), batch(events, { tenantId: copy.id }))).toEqual([1, 1]);
  const subjects = ({ id }: { id: string }) =>
    runSql(api.database.adminUrl, `select subject from analytics.events where tenant_id = '${id}'`);
  expect([await subjects(tenant), await subjects(copy)]).toEqual([[{ subject: null }], [{ subject: erased }]]);
});
