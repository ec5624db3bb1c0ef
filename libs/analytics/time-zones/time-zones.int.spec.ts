// Real: the whole API and its worker over PostgreSQL. Faked: a process that does not know the new zone yet, by the statement
// that it would send.
import { newId } from '#platform/ids';
import { freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { storingBatches } from '../../../test/support/staged-batches.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { EventCounts } from '../ledger/event-counts.service.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  tenant = await freshTenant(api, { timeZone: 'UTC' });
  admin = await signedIn(api, tenant, 'admin');
});
afterAll(() => api?.close());

const call = (method: 'GET' | 'POST', url: string, payload?: object) =>
  api.inject({ method, url, headers: { authorization: `Bearer ${admin.token}` }, ...(payload && { payload }) });
const day = Temporal.Now.plainDateISO('UTC').subtract({ days: 3 });
/** In the evening of UTC, which is the next day in Nepal. */
const evening = `${day}T20:00:00Z`;
const event = (occurredAt = evening) => ({ id: newId(), name: 'app.opened', occurredAt });

async function enter(timeZone: string): Promise<void> {
  const headers = { authorization: `Bearer ${api.operatorKey}`, 'if-match': '*' };
  const url = `/v1/platform/tenants/${tenant.slug}`;
  const answer = await api.inject({ method: 'PATCH', url, headers, payload: { timeZone } });
  if (answer.statusCode !== 200) throw new Error(answer.body);
}
/** How often the events were counted anew, once that has ended. */
const countedAnew = (times: number) =>
  until(async () => {
    const { data } = (await call('GET', '/v1/operations')).json();
    const ended = data.filter(
      ({ kind, state }: Record<string, string>) => kind === 'analytics.count-anew' && state === 'succeeded',
    );
    return ended.length >= times && ended;
  });
const counts = async (unit: string) => {
  const question = { kind: 'series', unit, from: day.subtract({ days: 1 }), to: day.add({ days: 2 }) };
  const [{ series }] = (await call('POST', '/v1/analytics/query', { questions: [question] })).json().data;
  return series.data.flatMap(({ start, events }: { start: string; events: number }) =>
    events > 0 ? [[start, events]] : [],
  );
};

it('counts events by the days and hours of another time zone, once the tenant has it', async () => {
  const rest = [event(`${day}T10:00:00Z`), event(`${day.add({ days: 1 })}T09:00:00Z`)];
  await call('POST', `/v1/ingest/${tenant.slug}/events`, [event(), ...rest]);
  expect(await counts('day')).toEqual([
    [`${day}`, 2],
    [`${day.add({ days: 1 })}`, 1],
  ]);
  await enter('Asia/Kathmandu');
  await countedAnew(1);
  expect(await counts('day')).toEqual([
    [`${day}`, 1],
    [`${day.add({ days: 1 })}`, 2],
  ]);
  expect((await counts('hour'))[1]).toEqual([`${day}T19:15:00.000Z`, 1]);
  // A process that has not heard of the change yet.
  const late = { at: `${day.add({ days: 1 })}T18:14:00Z` };
  const batch = { tenantId: tenant.id, zone: 'UTC', events: [late] };
  await runSql(api.database.appUrl, storingBatches(1, [batch]));
  expect(await counts('day')).toEqual([
    [`${day}`, 1],
    [`${day.add({ days: 1 })}`, 3],
  ]);
  const period = [day.subtract({ days: 1 }), day.add({ days: 3 })].map(String) as [string, string];
  expect(await api.app.get(EventCounts).differences(tenant.id, ...period)).toEqual([]);
  await enter('UTC');
  await countedAnew(2);
  expect(await counts('day')).toEqual([
    [`${day}`, 2],
    [`${day.add({ days: 1 })}`, 2],
  ]);
});

it('begins nothing for another change, nor where no events came', async () => {
  await enter('Asia/Kathmandu');
  // Its subscriber finds no events.
  const handled = `select from platform.inbox where tenant_id = '${tenant.id}' and subscriber = 'analytics.follow-time-zone'`;
  await until(async () => (await runSql(api.database.adminUrl, handled)).length > 0);
  await call('POST', `/v1/ingest/${tenant.slug}/events`, [event()]);
  expect(await counts('day')).toEqual([[`${day.add({ days: 1 })}`, 1]]);
  await enter('Asia/Tokyo');
  expect(await countedAnew(1)).toHaveLength(1);
});
