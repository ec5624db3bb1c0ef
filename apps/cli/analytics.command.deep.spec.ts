// Real: PostgreSQL, the function that stores events, the commands, the tenants. Faked: what is wrong is made so by SQL; no
// client sends the events.
import { Command } from 'commander';
import pg from 'pg';
import { newId } from '#platform/ids';
import { Tenants } from '#tenants';
import { freshTenant } from '../../test/support/signed-in.js';
import { runSql } from '../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { until } from '../../test/support/until.js';
import { registerAnalyticsCommands } from './analytics.command.js';
import type { CliSession } from './session.js';

const plain = (days: number) => Temporal.Now.plainDateISO('UTC').add({ days }).toString();
/** The days of the events, in the middle of those that are verified. */
const [day, before] = [plain(-3), plain(-4)];

let api: TestApp;
let tenant: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenantOfUtc();
});
afterEach(async () => {
  process.exitCode = undefined;
  await sql('truncate analytics.events, analytics.event_counts, analytics.day_counts, analytics.ledger');
});
afterAll(() => api?.close());

/** As the superuser, who sees the rows of every tenant. */
const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

/** The SQL that stores events of these times and names, as the application does. */
function storing(tenantId: string, lane: number, events: readonly (readonly [at: string, name: string])[]): string {
  const receipt = newId();
  const rows = events.map(([at, name]) => `('${receipt}', '${tenantId}', '${at}', '${newId()}', '${name}', 'browser')`);
  const of = { receipt, tenant: tenantId, key: newId(), staged: events.length, rejected: 1, sampled: 0 };
  return `set local app.tenant_id = '${tenantId}';
    insert into analytics.event_names (tenant_id, name, seen_on) values ('${tenantId}', 'opened', current_date) on conflict do nothing;
    select pg_advisory_xact_lock(7254370010 + ${lane});
    insert into analytics.staging_${lane} (receipt, tenant, occurred_at, id, name, client) values ${rows.join(',')};
    select stored from analytics.store_staged(${lane}, '${JSON.stringify([of])}', '[]')`;
}
const store = (tenantId: string, lane: number, ...events: (readonly [at: string, name: string])[]) =>
  runSql(api.database.appUrl, storing(tenantId, lane, events));

/** Events of two days, hours and names, from two lanes. */
async function storeSome(tenantId: string): Promise<void> {
  await store(
    tenantId,
    1,
    [`${day}T09:00:00Z`, 'opened'],
    [`${day}T09:59:59.999Z`, 'opened'],
    [`${day}T10:00Z`, 'closed'],
  );
  await store(
    tenantId,
    2,
    [`${day}T09:30:00Z`, 'opened'],
    [`${day}T09:30:00Z`, 'closed'],
    [`${before}T09:30Z`, 'opened'],
  );
}

/** A tenant whose days are those of UTC. */
async function freshTenantOfUtc() {
  const fresh = await freshTenant(api);
  await api.app.get(Tenants).update(fresh.slug, undefined, { timeZone: 'UTC' });
  return fresh;
}

/** Runs `palier analytics …`. @returns what it printed */
async function analytics(...args: string[]): Promise<string> {
  const program = new Command().exitOverride();
  registerAnalyticsCommands(program, async () => ({ app: api.app }) as unknown as CliSession);
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await program.parseAsync(['analytics', ...args], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return written.join('');
}
const verify = async (...args: string[]) =>
  JSON.parse(await analytics('verify', '--tenant', tenant.slug, '--json', ...args)) as object[];
const rebuild = async (of = day) =>
  JSON.parse(await analytics('rebuild', '--tenant', tenant.slug, '--day', of, '--json')) as object;

/** The day on which the events came: a test may begin on one day and end on the next. */
const receivedOn = async () => {
  const [row] = await sql<{ day: string }>(
    `select max(received_at at time zone 'UTC')::date::text as day from analytics.events where tenant_id = '${tenant.id}'`,
  );
  return row?.day;
};
const ofTenant = () => `tenant_id = '${tenant.id}'`;
const nine = () => `${ofTenant()} and hour = '${day}T09:00Z' and name = 'opened'`;

it('finds nothing where events were stored, and counting them anew changes nothing', async () => {
  await storeSome(tenant.id);
  expect(await verify()).toEqual([]);
  expect(await rebuild()).toEqual({ before: 5, after: 5 });
  expect(await verify()).toEqual([]);
  await storeSome(tenant.id);
  expect(await verify()).toEqual([]);
  expect(process.exitCode).toBeUndefined();
  const lanes = `select distinct lane from analytics.event_counts where ${ofTenant()} and hour < '${day}' order by 1`;
  expect(await sql(lanes)).toEqual([{ lane: 2 }]);
});

it('has events received on the day on which they are counted, in the last half of its last millisecond too', async () => {
  for (let n = 0; n < 20; n += 1) {
    // `now()` is that of the transaction: a time of receipt that was rounded up would be after it.
    const later = `${storing(tenant.id, 1, [[`${day}T09:00Z`, 'opened']])};
      select from analytics.events where received_at > now()`;
    expect(await sql(later)).toEqual([]);
  }
});

it('looks at every tenant, suspended ones too', async () => {
  const tenants = [tenant, await freshTenantOfUtc()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  for (const { id } of tenants) await storeSome(id);
  expect(await analytics('verify')).toBe('All events are counted as they are stored, and as the ledger says.\n');
  await api.app.get(Tenants).suspend(tenant.slug, 'test');
  await sql(`update analytics.ledger set stored = stored + 1, received = received + 1 where lane = 1`);
  expect((await analytics('verify')).split('\n').map((line) => line.split(' ')[0])).toEqual([
    'TENANT',
    ...tenants.map(({ slug }) => slug),
    '',
  ]);
});

const at9 = { what: 'events', at: `${day}T09:00:00.000Z`, name: 'opened' };
const ofLedger = { what: 'ledger', name: null };

it.each<[string, () => string, (today: string) => object[]]>([
  [
    'an event that is gone',
    () => `delete from analytics.events where ${ofTenant()} and occurred_at = '${day}T09:59:59.999Z'`,
    () => [{ ...at9, counted: 3, found: 2 }],
  ],
  [
    'an event too many',
    () => `insert into analytics.events (tenant_id, occurred_at, id, name, client)
      values ('${tenant.id}', '${day}T23:59:59.999Z', '${newId()}', 'opened', 'bot')`,
    () => [{ ...at9, at: `${day}T23:00:00.000Z`, counted: 0, found: 1 }],
  ],
  [
    'a count of another name',
    () => `update analytics.event_counts set name = 'other' where ${nine()} and lane = 1`,
    () => [
      { ...at9, counted: 1, found: 3 },
      { ...at9, name: 'other', counted: 2, found: 0 },
    ],
  ],
  [
    'a count of another hour',
    () => `update analytics.event_counts set hour = hour - interval '3 hours' where ${nine()} and lane = 2`,
    () => [
      { ...at9, at: `${day}T06:00:00.000Z`, counted: 1, found: 0 },
      { ...at9, counted: 2, found: 3 },
    ],
  ],
  [
    'a count of another day of receipt',
    () => `update analytics.event_counts set received_on = received_on - 1 where ${nine()} and lane = 2`,
    (today) => {
      const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString();
      return [
        { ...ofLedger, at: yesterday, receivedOn: yesterday, counted: 1, found: 0 },
        { ...ofLedger, at: today, counted: 5, found: 6 },
        { ...at9, receivedOn: yesterday, counted: 1, found: 0 },
        { ...at9, counted: 2, found: 3 },
      ];
    },
  ],
  [
    'no count of an hour',
    () => `delete from analytics.event_counts where ${nine()}`,
    (today) => [
      { ...ofLedger, at: today, counted: 3, found: 6 },
      { ...at9, counted: 0, found: 3 },
    ],
  ],
  [
    'a count too high',
    () => `update analytics.event_counts set events = events + 1 where ${nine()} and lane = 1`,
    (today) => [
      { ...ofLedger, at: today, counted: 7, found: 6 },
      { ...at9, counted: 4, found: 3 },
    ],
  ],
])('finds %s, and a count anew mends it', async (_what, broken, found) => {
  const other = await freshTenantOfUtc();
  await storeSome(other.id);
  await storeSome(tenant.id);
  await sql(broken());
  const today = (await receivedOn()) ?? '';
  const all = found(today).map((difference) => ({ tenant: tenant.slug, receivedOn: today, ...difference }));
  expect(((await verify()) as { what: string }[]).filter(({ what }) => what !== 'days')).toEqual(all);
  expect(process.exitCode).toBe(1);
  await rebuild();
  const left = (await verify()) as { what: string }[];
  expect(left.filter(({ what }) => what !== 'ledger')).toEqual([]);
  const counts = `select sum(events)::int as events from analytics.event_counts where tenant_id = '${other.id}' and lane > 0`;
  expect(await sql(counts)).toEqual([{ events: 6 }]);
});

it.each(['', 'client', 'country'])(
  'finds a day of which other events are counted by "%s" than its hours have',
  async (property) => {
    await storeSome(tenant.id);
    await sql(`update analytics.day_counts set events = events + 1
    where ${ofTenant()} and property = '${property}' and name = 'opened' and day = '${day}' and lane = 1`);
    expect(await verify()).toEqual([
      { tenant: tenant.slug, what: 'days', at: day, name: 'opened', receivedOn: null, counted: 4, found: 3 },
    ]);
    await rebuild();
    expect(await verify()).toEqual([]);
  },
);

it('finds a ledger that says more than was stored, which a count anew does not mend', async () => {
  await storeSome(tenant.id);
  await sql(`update analytics.ledger set stored = stored + 1, received = received + 1
    where ${ofTenant()} and lane = 1`);
  const today = await receivedOn();
  const found = [
    { tenant: tenant.slug, what: 'ledger', at: today, name: null, receivedOn: today, counted: 6, found: 7 },
  ];
  expect(await verify()).toEqual(found);
  await rebuild();
  await rebuild(before);
  expect(await verify()).toEqual(found);
  expect((await analytics('verify', '--tenant', tenant.slug)).split('\n')[1]).toMatch(
    new RegExp(`^${tenant.slug} +ledger +${today} +- +${today} +6 +7$`),
  );
});

it('looks at the days that are asked for', async () => {
  await storeSome(tenant.id);
  await sql(`delete from analytics.events where ${ofTenant()}`);
  const hours = async (...args: string[]) => (await verify(...args)).map((found) => (found as { at: string }).at);
  expect(await hours('--to', before)).toEqual([`${before}T09:00:00.000Z`]);
  expect(new Set(await hours('--from', day, '--to', day))).toEqual(
    new Set([`${day}T09:00:00.000Z`, `${day}T10:00:00.000Z`]),
  );
  expect(await hours('--from', plain(-2))).toEqual([]);
});

it('finds each difference once where so many events are counted that they are read in parts', async () => {
  await storeSome(tenant.id);
  await sql(`update analytics.event_counts set events = events + 900000 where ${ofTenant()}`);
  const found = (await verify()).filter((difference) => 'what' in difference && difference.what === 'events');
  expect(found.map((each) => ({ ...each, receivedOn: undefined }))).toEqual(
    [
      { at: `${before}T09:00:00.000Z`, name: 'opened', counted: 900_001, found: 1 },
      { at: `${day}T09:00:00.000Z`, name: 'closed', counted: 900_001, found: 1 },
      { at: `${day}T09:00:00.000Z`, name: 'opened', counted: 1_800_003, found: 3 },
      { at: `${day}T10:00:00.000Z`, name: 'closed', counted: 900_001, found: 1 },
    ].map((each) => ({ tenant: tenant.slug, what: 'events', ...each, receivedOn: undefined })),
  );
});

it('takes nothing that is stored meanwhile for a difference', async () => {
  let storing = true;
  const stored = (async () => {
    for (let i = 0; i < 300; i += 1)
      await store(tenant.id, 1 + (i % 4), [`${day}T09:00Z`, 'opened'], [`${day}T10:00Z`, 'closed']);
  })().finally(() => {
    storing = false;
  });
  const found: object[] = [];
  while (storing) found.push(...(await verify()));
  await stored;
  expect(found).toEqual([]);
  expect(await rebuild()).toEqual({ before: 600, after: 600 });
});

it('counts anew once all that is being stored is committed, and writes an audit line', async () => {
  await storeSome(tenant.id);
  const client = new pg.Client({ connectionString: api.database.appUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(storing(tenant.id, 4, [[`${day}T11:00Z`, 'opened']]));
    const recounted = rebuild();
    const waits = `select from pg_locks where locktype = 'advisory' and not granted and objid = 7254370014 % 4294967296
      and database = (select oid from pg_database where datname = current_database())`;
    await until(async () => (await sql(waits)).length === 1);
    await client.query('commit');
    expect(await recounted).toEqual({ before: 6, after: 6 });
  } finally {
    await client.end();
  }
  expect(await verify()).toEqual([]);
  const lines = `select action, target_id as day, details from platform.audit_lines where ${ofTenant()} and action ~ '^analytics'`;
  expect(await sql(lines)).toEqual([{ action: 'analytics.counts.rebuilt', day, details: { before: 6, after: 6 } }]);
});
