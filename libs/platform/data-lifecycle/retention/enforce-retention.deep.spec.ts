// Real: PostgreSQL, its roles, policies, triggers and foreign keys, and the job. Faked: the tables, which belong to no
// context.
import { declareTable, type TableDeclaration } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID, type Tenant, type TenantDirectory } from '#platform/tenancy';
import { enforceRetention } from '../../../../test/support/enforce-retention.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { EnforceRetention } from './enforce-retention.job.js';
import { deleteExpired } from './retention.sql.js';

const tables = `
  create schema tests;
  create table tests.notes (tenant_id uuid, id uuid default uuidv7(), made_at timestamptz, starred boolean,
    primary key (tenant_id, id));
  create index on tests.notes (made_at);
  create index on tests.notes (tenant_id, made_at);
  create table tests.days (tenant_id uuid, day date, primary key (tenant_id, day));
  create index on tests.days (day);
  create table tests.codes (id uuid default uuidv7() primary key, ends_at timestamptz);
  create index on tests.codes (ends_at);
  create table tests.words (tenant_id uuid, id uuid default uuidv7(), made_at timestamptz, primary key (tenant_id, id));
  create index on tests.words (made_at);
  create table tests.anchors (tenant_id uuid, id uuid, made_at timestamptz, primary key (tenant_id, id));
  create index on tests.anchors (made_at);
  create table tests.ropes (tenant_id uuid, id uuid, primary key (tenant_id, id),
    foreign key (tenant_id, id) references tests.anchors);
  create table tests.clicks (tenant_id uuid, id uuid default uuidv7(), made_at timestamptz, primary key (tenant_id, id))
    partition by hash (id);
  create index on tests.clicks (made_at);
  create table tests.clicks_a partition of tests.clicks for values with (modulus 2, remainder 0);
  create table tests.clicks_b partition of tests.clicks for values with (modulus 2, remainder 1);
  create table tests.visits (tenant_id uuid, made_at timestamptz, id uuid default uuidv7(), primary key (tenant_id, made_at, id))
    partition by range (made_at);
  create table tests.visits_default partition of tests.visits default;
  create table tests.click_counts (tenant_id uuid primary key, clicks bigint not null);
  create function tests.uncount() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      update tests.click_counts c set clicks = c.clicks - gone.n
        from (select tenant_id, count(*) as n from removed group by 1) gone where c.tenant_id = gone.tenant_id;
      return null;
    end $$;
  create trigger uncount after delete on tests.clicks referencing old table as removed
    for each statement execute function tests.uncount()`;

const month = { column: 'made_at', after: '30 days' };
const declarations: Record<string, TableDeclaration> = {
  'tests.notes': {
    kind: 'tenant',
    holds: 'A note.',
    retention: { ...month, quota: 'noteDays', shortest: '10 days', except: 'starred' },
  },
  'tests.days': { kind: 'tenant', holds: 'A day.', retention: { column: 'day', after: '7 days' } },
  'tests.codes': {
    kind: 'shared',
    through: 'functions',
    holds: 'A code.',
    retention: { column: 'ends_at', after: '0' },
  },
  'tests.words': { kind: 'search', holds: 'A word.', retention: month },
  'tests.anchors': { kind: 'tenant', holds: 'An anchor.', retention: month },
  'tests.ropes': { kind: 'tenant', holds: 'A rope.' },
  'tests.clicks': { kind: 'tenant', holds: 'A click.', retention: month },
  'tests.visits': {
    kind: 'tenant',
    holds: 'A visit.',
    partitions: { span: 'day', by: 'made_at', ahead: 1, behind: 35, keep: '30 days' },
    retention: { ...month, quota: 'visitDays' },
  },
  'tests.click_counts': { kind: 'tenant', holds: 'How many clicks there are.' },
};

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await runSql(test.ownerUrl, tables);
  for (const [table, declaration] of Object.entries(declarations)) {
    await runSql(test.ownerUrl, declareTable(table, declaration));
  }
});
afterEach(() => runSql(test.adminUrl, `truncate ${Object.keys(declarations)}, platform.retention_periods`));
afterAll(() => test.close());

/** As the superuser, who sees the rows of every tenant. */
const sql = <Row extends object>(text: string) => runSql<Row>(test.adminUrl, text);
const addNotes = (tenantId: string, count: number, daysOld: number) =>
  sql(`insert into tests.notes (tenant_id, made_at)
    select '${tenantId}', now() - interval '${daysOld} days' - n * interval '1 second' from generate_series(1, ${count}) n`);
const notes = async () =>
  Object.fromEntries(
    (
      await sql<{ tenant: string; rows: number }>(
        'select tenant_id as tenant, count(*)::int as rows from tests.notes group by 1',
      )
    ).map(({ tenant, rows }) => [tenant, rows]),
  );

/** Runs the job until the signal is aborted. */
const run = (signal: AbortSignal) =>
  new EnforceRetention(test.database, { all: (): [] => [] } as unknown as TenantDirectory).run(
    { tenantId: PLATFORM_TENANT_ID },
    { id: newId(), attempt: 1, signal, progress: async () => {} },
  );

const addVisits = (tenantId: string, ...daysOld: number[]) =>
  sql(`insert into tests.visits (tenant_id, made_at)
    select '${tenantId}', now() - d * interval '1 day' from unnest('{${daysOld}}'::int[]) d`);
const visits = (tenantId: string) =>
  sql(`select round(extract(epoch from now() - made_at) / 86400)::int as days from tests.visits
    where tenant_id = '${tenantId}' order by 1`).then((rows) => rows.map((row) => (row as { days: number }).days));

const [one, other] = [newId(), newId()];

describe('the job that enforces retention', () => {
  it('deletes what is past it, of every tenant and of none, and nothing else', async () => {
    for (const tenant of [one, other]) {
      await sql(`insert into tests.notes (tenant_id, made_at, starred) values
        ('${tenant}', now() - interval '31 days', null),
        ('${tenant}', now() - interval '31 days', false),
        ('${tenant}', now() - interval '29 days', false),
        ('${tenant}', now() - interval '31 days', true),
        ('${tenant}', null, false);
        insert into tests.days values ('${tenant}', current_date - 5), ('${tenant}', current_date - 9)`);
    }
    await sql(`insert into tests.codes (ends_at) values
      (now() - interval '1 minute'), (now() + interval '1 hour'), (null)`);
    expect(await enforceRetention(test.database)).toEqual({ 'tests.notes': 4, 'tests.days': 2, 'tests.codes': 1 });
    for (const tenant of [one, other]) {
      const kept = `select starred, round(extract(epoch from now() - made_at) / 86400)::int as days
        from tests.notes where tenant_id = '${tenant}' order by days`;
      expect(await sql(kept)).toEqual([
        { starred: false, days: 29 },
        { starred: true, days: 31 },
        { starred: false, days: null },
      ]);
      const days = `select current_date - day < 7 as fresh from tests.days where tenant_id = '${tenant}'`;
      expect(await sql(days)).toEqual([{ fresh: true }]);
    }
    expect(await sql('select ends_at > now() as later from tests.codes order by 1')).toEqual([
      { later: true },
      { later: null },
    ]);
  });

  it.each([
    [20, { [one]: 2, [other]: 3 }],
    [1, { [one]: 2, [other]: 3 }],
    [1000, { [one]: 3, [other]: 3 }],
  ])('deletes in the tenant that chose %d days what is older, within the declared range', async (days, left) => {
    for (const tenant of [one, other]) {
      for (const age of [5, 25, 40]) await addNotes(tenant, 1, age);
      await sql(
        `insert into tests.notes (tenant_id, made_at, starred) values ('${tenant}', now() - interval '25 days', true)`,
      );
    }
    await sql(`insert into platform.retention_periods values ('${one}', 'tests.notes', ${days})`);
    await enforceRetention(test.database);
    expect(await notes()).toEqual(left);
    expect(await enforceRetention(test.database)).toEqual({});
  });

  it.each([
    ['its plan', 20, null, 2],
    ['what it chose, within its plan', 20, 12, 1],
    ['its plan, where it chose more', 20, 28, 2],
    ['the shortest period, where its plan has less', 5, null, 1],
    ['what is declared, where its plan has more', 90, null, 3],
    ['what is declared, where its plan has no limit', null, null, 3],
  ])('deletes in a tenant what is older than %s', async (_what, noteDays, chosen, left) => {
    const plans = [{ id: one, limits: { noteDays } }] as unknown as Tenant[];
    for (const tenant of [one, other]) for (const age of [8, 15, 25, 40]) await addNotes(tenant, 1, age);
    await sql(
      `insert into tests.notes (tenant_id, made_at, starred) values ('${one}', now() - interval '400 days', true)`,
    );
    if (chosen) await sql(`insert into platform.retention_periods values ('${one}', 'tests.notes', ${chosen})`);
    await enforceRetention(test.database, { all: () => plans });
    expect(await notes()).toEqual({ [one]: left + 1, [other]: 3 });
    expect(await enforceRetention(test.database, { all: () => plans })).toEqual({});
  });

  it('takes as many batches as there are of a tenant whose plan has less', async () => {
    const plans = [{ id: one, limits: { noteDays: 20 } }] as unknown as Tenant[];
    await addNotes(one, 1500, 25);
    await addNotes(other, 600, 40);
    expect(await enforceRetention(test.database, { all: () => plans })).toEqual({ 'tests.notes': 2100 });
  });

  it('takes as many batches as there are of a tenant that chose', async () => {
    await sql(`insert into platform.retention_periods values ('${one}', 'tests.notes', 20)`);
    await addNotes(one, 1500, 25);
    await addNotes(one, 600, 40);
    await addNotes(other, 600, 40);
    expect(await enforceRetention(test.database)).toEqual({ 'tests.notes': 2700 });
  });

  it('takes as many batches as there are', async () => {
    const tenants = [one, other, newId()];
    for (const tenant of tenants) {
      await addNotes(tenant, 750, 40);
      await addNotes(tenant, 5, 20);
    }
    expect(await enforceRetention(test.database)).toEqual({ 'tests.notes': 2250 });
    expect(await notes()).toEqual(Object.fromEntries(tenants.map((tenant) => [tenant, 5])));
    expect(await enforceRetention(test.database)).toEqual({});
  });

  it('keeps the counters right that triggers of a partitioned table keep for each tenant', async () => {
    for (const [tenant, fresh] of [
      [one, 10],
      [other, 20],
    ] as const) {
      await sql(`insert into tests.clicks (tenant_id, made_at)
          select '${tenant}', now() - interval '40 days' from generate_series(1, 100);
        insert into tests.clicks (tenant_id, made_at) select '${tenant}', now() from generate_series(1, ${fresh});
        insert into tests.click_counts values ('${tenant}', ${100 + fresh})`);
    }
    expect(await enforceRetention(test.database)).toEqual({ 'tests.clicks': 200 });
    const counts = `select k.clicks::int as told, (select count(*)::int from tests.clicks c where c.tenant_id = k.tenant_id)
      as counted from tests.click_counts k order by 1`;
    expect(await sql(counts)).toEqual([
      { told: 10, counted: 10 },
      { told: 20, counted: 20 },
    ]);
  });

  it('names a table whose rows it could not delete, once it has tried other tenants and tables', async () => {
    // A whole batch of one tenant is the oldest.
    await sql(`insert into tests.anchors select '${one}', uuidv7(), '2019-01-01' from generate_series(1, 1200);
      insert into tests.ropes select tenant_id, id from tests.anchors;
      insert into tests.anchors values ('${other}', '${one}', '2020-01-01'), ('${one}', '${other}', '2020-01-01');
      insert into tests.ropes values ('${one}', '${other}')`);
    await addNotes(one, 3, 40);
    await expect(enforceRetention(test.database)).rejects.toThrow(
      'Expired rows of tests.anchors could not be deleted.',
    );
    expect(await notes()).toEqual({});
    expect(await sql('select distinct tenant_id as id from tests.anchors')).toEqual([{ id: one }]);
    await sql('delete from tests.ropes');
    expect(await enforceRetention(test.database)).toEqual({ 'tests.anchors': 1201 });
  });

  it.each(['tests.notes', 'tests.words'])(
    'deletes in %s rows of the tenant in force alone, and only expired ones',
    async (table) => {
      await sql(`insert into ${table} (tenant_id, made_at) values
      ('${one}', '2020-01-01'), ('${one}', now()), ('${other}', '2020-01-01')`);
      const places = await sql<{ place: string }>(`select ctid::text as place from ${table}`);
      const deleted = await test.database.transaction({ tenantId: one }, (tx) =>
        tx.run(
          deleteExpired,
          table,
          table,
          places.map(({ place }) => place),
          null,
        ),
      );
      expect(deleted).toEqual([{ deleted: 1 }]);
      const left = `select tenant_id = '${one}' as own, made_at < '2021-01-01' as old from ${table} order by 1`;
      expect(await sql(left)).toEqual([
        { own: false, old: true },
        { own: true, old: false },
      ]);
    },
  );

  it('deletes of a table that drops its partitions what the plan does not keep, and what no partition took', async () => {
    for (const tenant of [one, other]) await addVisits(tenant, 19, 21, 22, 29, 40);
    const plans = [{ id: one, limits: { visitDays: 20 } }] as unknown as Tenant[];
    // In the default partition; of the plan those of the last days, and all of them once a day.
    const { 'tests.visits': deleted } = await enforceRetention(test.database, { all: () => plans });
    expect([4, 5]).toContain(deleted);
    expect((await visits(one)).filter((days) => days !== 29)).toEqual([19]);
    expect(await visits(other)).toEqual([19, 21, 22, 29]);
  });

  it('leaves to the drop of a partition what it deletes', async () => {
    await sql(`select platform.make_partition('tests.visits', 'tests.visits_20250101', '2025-01-01Z', '2025-01-02Z');
      insert into tests.visits (tenant_id, made_at) values ('${one}', '2025-01-01T12:00Z')`);
    expect(await enforceRetention(test.database)).toEqual({});
    await runSql(test.ownerUrl, 'select platform.maintain_partitions()');
    expect(await visits(one)).toEqual([]);
  });

  it('looks once a day for all that a plan does not keep any more, for few tenants at once', async () => {
    const ids = Array.from({ length: 6000 }, newId);
    await sql(`insert into tests.visits (tenant_id, made_at)
      select id, now() - interval '29 days' from unnest('{${ids}}'::uuid[]) id`);
    const plans = ids.map((id) => ({ id, limits: { visitDays: 20 } })) as unknown as Tenant[];
    const { 'tests.visits': deleted = 0 } = await enforceRetention(test.database, { all: () => plans });
    // A 288th of them each five minutes.
    expect(deleted).toBeGreaterThan(0);
    expect(deleted).toBeLessThan(200);
  });

  it('stops at its signal, between the rows of two tenants', async () => {
    await addNotes(one, 3, 40);
    await addNotes(other, 3, 40);
    expect(await run(AbortSignal.abort())).toEqual({});
    expect(await notes()).toEqual({ [one]: 3, [other]: 3 });

    const stopping = new AbortController();
    const original = test.database.transaction.bind(test.database);
    const transaction = jest.spyOn(test.database, 'transaction').mockImplementation(async (scope, work) => {
      const result = await original(scope, work);
      stopping.abort();
      return result;
    });
    try {
      expect(await run(stopping.signal)).toEqual({ 'tests.notes': 3 });
    } finally {
      transaction.mockRestore();
    }
    expect(Object.values(await notes())).toEqual([3]);
  });
});
