// Real: the API, PostgreSQL, tenants with plans, the job that enforces retention. Faked: how old events are.
import { EventCounts } from '#analytics';
import { newId } from '#platform/ids';
import { TenantDirectory } from '#platform/tenancy';
import { enforceRetention } from '../support/enforce-retention.js';
import { freshTenant } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const day = (days: number) => Temporal.Now.plainDateISO('UTC').add({ days }).toString();

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterEach(() => sql('truncate analytics.events, analytics.event_counts, analytics.ledger'));
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

/** Stores an event of an hour, so many days old, with its counts; it came at once. */
const store = (tenantId: string, days: number) =>
  sql(`with event as (insert into analytics.events (tenant_id, occurred_at, received_at, id, name, client)
      values ('${tenantId}', date_trunc('hour', now(), 'UTC') - interval '${days} days', now() - interval '${days} days',
        '${newId()}', 'opened', 'bot') returning *),
    counted as (insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
      select tenant_id, date_trunc('hour', occurred_at, 'UTC'), name, (received_at at time zone 'UTC')::date, 1, 1 from event),
    days as (insert into analytics.day_counts (tenant_id, property, name, day, value, lane, events)
      select tenant_id, p, n, (occurred_at at time zone 'Europe/Paris')::date, case p when 'client' then client else '' end, 1, 1
      from event, unnest(array['', 'client', 'country']) p, unnest(array['', name]) n)
    insert into analytics.ledger (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
      select tenant_id, date_trunc('hour', received_at, 'UTC'), '${newId()}', 1, 1, 1, 0, 0, 0 from event`);

/** How old the rows of a tenant are, in days, by table. */
const ages = async (tenantId: string) => {
  const found: number[][] = [];
  for (const [table, column] of [
    ['events', 'occurred_at'],
    ['event_counts', 'hour'],
    ['ledger', 'hour'],
  ] as const) {
    const rows = await sql<{ days: number }>(`select floor(extract(epoch from now() - ${column}) / 86400)::int as days
      from analytics.${table} where tenant_id = '${tenantId}' order by 1`);
    found.push(rows.map(({ days }) => days));
  }
  return found;
};

it('events, counts and ledger go at the age that the plan says, and what is left agrees', async () => {
  const free = await freshTenant(api, { plan: 'free' });
  const enterprise = await freshTenant(api);
  const old = [-31, -30].map((days) => {
    const leaf = `analytics.events_${day(days).replaceAll('-', '')}`;
    return `select platform.make_partition('analytics.events', '${leaf}', '${day(days)}Z', '${day(days + 1)}Z')`;
  });
  await runSql(api.database.ownerUrl, old.join(';'));
  for (const { id } of [free, enterprise]) for (const days of [1, 29, 31, 410]) await store(id, days);
  const directory = api.app.get(TenantDirectory);
  await directory.refresh();
  // Of 410 days, for which there is no partition, by the table; of 31 days by the plan.
  const deleted = { 'analytics.events': 3, 'analytics.event_counts': 3, 'analytics.ledger': 3 };
  expect(await enforceRetention(api.database.database, directory)).toMatchObject(deleted);
  expect(await ages(free.id)).toEqual([
    [1, 29],
    [1, 29],
    [1, 29],
  ]);
  expect(await ages(enterprise.id)).toEqual([
    [1, 29, 31],
    [1, 29, 31],
    [1, 29, 31],
  ]);
  for (const { id } of [free, enterprise]) {
    expect(await api.app.get(EventCounts).differences(id, day(-40), day(0))).toEqual([]);
  }
});

it('days that the plan does not keep any more are not compared', async () => {
  const { id } = await freshTenant(api, { plan: 'free' });
  await api.app.get(TenantDirectory).refresh();
  for (const days of [10, 31]) await store(id, days);
  await sql(`delete from analytics.event_counts where tenant_id = '${id}'`);
  const found = await api.app.get(EventCounts).differences(id, day(-40), day(0));
  expect(found.map(({ what }) => what)).toEqual(['ledger', 'events']);
});
