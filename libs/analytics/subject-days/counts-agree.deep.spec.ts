// Real: the whole API and its workers over PostgreSQL, events of clients, an erasure, a purge, and a session of PostgreSQL that
// is ended while it makes the sets of subjects. Faked: that the job of the sets is run by hand, and not each minute alone.
import { Database } from '#platform/database';
import { CountedEvents } from '#platform/events';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID, TenantDirectory } from '#platform/tenancy';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { EventCounts } from '../ledger/event-counts.service.js';
import { CollectSubjects } from './collect-subjects.job.js';

/** A quarter of an hour away from the hours of UTC. */
const timeZone = 'Asia/Kathmandu';
const subjects = ['anna', 'bela', 'carl', undefined];

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const day = (days: number) => Temporal.Now.plainDateISO(timeZone).add({ days }).toString();
const collect = () =>
  new CollectSubjects(api.app.get(Database), api.app.get(TenantDirectory)).run(
    { tenantId: PLATFORM_TENANT_ID },
    { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} },
  );

interface Team {
  readonly id: string;
  readonly slug: string;
  readonly admin: SignedIn;
}

async function team(): Promise<Team> {
  const tenant = await freshTenant(api, { timeZone });
  const admin = await signedIn(api, tenant, 'admin');
  await callAs(api, admin.token, 'PUT', '/v1/analytics/names/event.0', { properties: ['plan'] });
  return { ...tenant, admin };
}

/** Events of the last days; half of them once more in the next batch. */
async function send({ slug, admin }: Team, batch: number): Promise<void> {
  const events = Array.from({ length: 60 }, (_, i) => ({
    id: `00000000-0000-4000-8000-${String(30 * batch + i).padStart(12, '0')}`,
    name: `event.${i % 3}`,
    occurredAt: new Date(begun - (30 * batch + i) * 3_600_000).toISOString(),
    subject: subjects[(30 * batch + i) % 4],
    properties: { plan: `plan ${i % 2}` },
  }));
  const answer = await callAs(api, admin.token, 'POST', `/v1/ingest/${slug}/events`, events);
  expect(answer.json()).toMatchObject({ rejected: [] });
}
const begun = Date.now();

/** Ends each session that is adding subjects to their days. */
const endCollecting = () =>
  sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like '%collect_subjects%' and pid <> pg_backend_pid()`,
  );

/** The sets that a tenant has, and those that its events make. */
async function setsOf({ id }: Team): Promise<{ made: object[]; expected: object[] }> {
  const inOrder = 'array(select distinct unnest(names) order by 1) as names';
  const made = await sql(
    `select day::text, subject, ${inOrder} from analytics.subject_days where tenant_id = '${id}' order by 1, 2`,
  );
  const expected = await sql(`select day::text, subject, ${inOrder} from (
      select (occurred_at at time zone '${timeZone}')::date as day, subject, array_agg(name) as names
      from analytics.events where tenant_id = '${id}' and subject is not null group by 1, 2) e order by 1, 2`);
  return { made, expected };
}

/** How many events and subjects there are, by what is asked. */
async function answersOf({ admin }: Team) {
  const period = { from: day(-8), to: day(0) };
  const questions = [
    ...[{ kind: 'series' }, { kind: 'breakdown', by: 'client' }, { kind: 'breakdown', by: 'country' }],
    { kind: 'breakdown', by: 'name' },
    { kind: 'series', name: 'event.0' },
    { kind: 'breakdown', by: 'properties.plan', name: 'event.0' },
    { kind: 'uniques' },
  ].map((question) => ({ ...question, ...period }));
  const { data } = (await callAs(api, admin.token, 'POST', '/v1/analytics/query', { questions })).json();
  return data.map(({ series, breakdown, uniques }: Record<string, { [of: string]: never }>) => {
    const counted: { events: number }[] = (series ?? breakdown)?.data ?? [];
    return uniques?.subjects ?? counted.reduce((sum, { events }) => sum + events, 0);
  });
}
/** With the sign-in of the admin, where names are told. What came of a subject after it was erased is of another. */
const expected = [151, 150, 150, 151, 50, 50, 4];

it('the counts and sets of a tenant agree with its events after an erasure, the purge of another tenant, and a killed worker', async () => {
  const [kept, purged] = [await team(), await team()];
  // Else it would be counted sooner or later, and perhaps while the answers are compared.
  await api.app.get(CountedEvents).flush();
  const signIns = () => sql(`select from analytics.day_counts where tenant_id = '${kept.id}'`);
  await until(async () => (await signIns()).length > 0);
  for (const each of [kept, purged]) await send(each, 0);
  await collect();
  for (const batch of [1, 2]) for (const each of [kept, purged]) await send(each, batch);
  {
    // Whoever adds subjects to their days waits for it, with what was added before.
    await using held = await heldTransaction(api.database.adminUrl, 'lock table analytics.subject_days in share mode');
    const killed = collect().then(
      () => 'collected',
      () => 'killed',
    );
    await held.blocks();
    await endCollecting();
    expect(await killed).toBe('killed');
    await held.rollback();
  }
  const erasure = await callAs(api, kept.admin.token, 'DELETE', '/v1/analytics/subjects/anna');
  await until(async () => {
    const seen = await callAs(api, kept.admin.token, 'GET', String(erasure.headers.location));
    return seen.json().state === 'succeeded';
  });
  const operator = (method: 'GET' | 'POST' | 'DELETE', path: string) =>
    callAs(api, api.operatorKey, method, `/v1/platform/tenants/${purged.slug}${path}`, undefined, { 'if-match': '*' });
  await operator('DELETE', '?graceDays=0');
  await operator('POST', '/purge');
  await until(async () => (await operator('GET', '/purge')).json().receipt);
  await send(kept, 3);
  await collect();

  const counts = api.app.get(EventCounts);
  expect(await counts.differences(kept.id, day(-9), day(1))).toEqual([]);
  const { made, expected: sets } = await setsOf(kept);
  expect(made).toEqual(sets);
  const named = await sql(`select from analytics.events where tenant_id = '${kept.id}' and subject = 'anna'`);
  expect(named).toHaveLength(8);
  const answers = await answersOf(kept);
  expect(answers).toEqual(expected);
  for (const days of [0, -1, -2, -3, -4, -5, -6]) await counts.recount(kept.id, day(days));
  expect(await answersOf(kept)).toEqual(answers);
  for (const table of [
    'events',
    'event_counts',
    'day_counts',
    'minute_counts',
    'subject_days',
    'subject_sets',
    'ledger',
  ])
    expect([table, await sql(`select from analytics.${table} where tenant_id = '${purged.id}'`)]).toEqual([table, []]);
});

it('the sets of a tenant agree with its events after the clock was ahead', async () => {
  const [first, second] = [await team(), await team()];
  await collect();
  await sql(`update analytics.subject_collection set collected_to = now() + interval '2 days'`);
  for (const each of [first, second]) await send(each, 0);
  await collect();
  for (const each of [first, second]) {
    const { made, expected: sets } = await setsOf(each);
    expect(sets).not.toEqual([]);
    expect(made).toEqual(sets);
  }
});
