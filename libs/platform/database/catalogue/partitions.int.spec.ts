// Real: PostgreSQL, its roles and policies, and the functions that follow declarations. Faked: the table, which belongs to no
// context, and the age of a partition, which is made with an old date.
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { proveTables } from '../isolation/prove-tables.js';
import { declareTable } from './migration.js';
import type { Partitions } from './table-declaration.js';

const tenantId = newId();
const days: Partitions = { span: 'day', by: 'read_at', behind: 2, ahead: 1, keep: '5 days' };
const maintain = 'select platform.maintain_partitions()';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
  await asOwner(`
    create schema tests;
    create table tests.reads (tenant_id uuid, id uuid, read_at timestamptz, primary key (tenant_id, read_at, id))
      partition by range (read_at);
    create table tests.reads_default partition of tests.reads default;
    grant usage on schema tests to palier_app;
    grant select, insert on tests.reads to palier_app`);
});
afterEach(() => test.close());

const asOwner = <Row extends object>(sql: string) => runSql<Row>(test.ownerUrl, sql);
const declared = (partitions: Partitions) =>
  declareTable('tests.reads', { kind: 'tenant', holds: 'A reading.', partitions });

/** Runs this, and says how many spans each partition is from the present one: all at one moment, since the day may change. */
const spansAfter = async (sql: string, { span }: Partitions = days): Promise<number[]> => {
  const format = span === 'day' ? 'YYYYMMDD' : 'YYYYMM';
  const rows = await asOwner<{ n: number }>(
    `${sql}; select n from generate_series(-20, 20) n where to_regclass('tests.reads_'
       || to_char(date_trunc('${span}', now() at time zone 'UTC') + n * interval '1 ${span}', '${format}')) is not null order by n`,
  );
  return rows.map(({ n }) => n);
};
/** In which partition, by its distance in days, a row of this time lies; null for the default one. */
const partitionOf = async (time: string): Promise<number | null | undefined> => {
  const [row] = await runSql<{ days: number | null }>(
    test.appUrl,
    `set app.tenant_id = '${tenantId}'; set timezone = 'UTC'; insert into tests.reads values ('${tenantId}', '${newId()}', ${time})
     returning to_date(substring(tableoid::regclass::text from '\\d{8}$'), 'YYYYMMDD') - current_date as days`,
  );
  return row?.days;
};

it.each<Partitions>([days, { span: 'month', by: 'read_at', behind: 2, ahead: 1, keep: '5 months' }])(
  'by time are made behind and ahead of the present $span, and with row level security',
  async (partitions) => {
    expect(await spansAfter(declared(partitions), partitions)).toEqual([-2, -1, 0, 1]);
    const findings = await proveTables(test.appUrl, [tenantId]);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
    expect(
      findings.filter(({ subject, claim }) => /^tests\.reads_\d/.test(subject) && /for its owner/.test(claim)),
    ).toHaveLength(4);
  },
);

it('take the rows of their day in UTC, and the default partition those of others', async () => {
  await asOwner(`set timezone = 'Asia/Kathmandu'; ${declared({ ...days, behind: 3, ahead: 3 })}`);
  const today = `date_trunc('day', now())`;
  expect(await partitionOf(today)).toBe(0);
  expect(await partitionOf(`${today} - interval '1 microsecond'`)).toBe(-1);
  expect(await partitionOf(`${today} + interval '1 day'`)).toBe(1);
  expect(await partitionOf(`${today} - interval '2 days'`)).toBe(-2);
  expect(await partitionOf(`${today} - interval '30 days'`)).toBeNull();
  expect(await partitionOf(`${today} + interval '30 days'`)).toBeNull();
});

it('are dropped once they are older than they are kept', async () => {
  const old = 'tests.reads_20250101';
  await asOwner(declared(days));
  await asOwner(`select platform.make_partition('tests.reads', '${old}', '2025-01-01Z', '2025-01-02Z')`);
  const exists = `select to_regclass('${old}') is not null as exists`;
  expect(await asOwner(exists)).toEqual([{ exists: true }]);
  expect(await asOwner(`${maintain}; ${exists}`)).toEqual([{ exists: false }]);
});

it('behind the present one are not made once they are older than they are kept', async () => {
  await asOwner(declared(days));
  const rules = JSON.stringify({ ...days, behind: 10 });
  expect(await spansAfter(`select platform.make_partitions_ahead('tests.reads', '${rules}')`)).toEqual([
    -5, -4, -3, -2, -1, 0, 1,
  ]);
});

it('are made again when they are lost, except where rows of their days lie in the default one', async () => {
  const drop = (n: number) =>
    `do $$ begin execute 'drop table tests.reads_' || to_char(now() at time zone 'UTC' + ${n} * interval '1 day', 'YYYYMMDD'); end $$`;
  const insert = `set app.tenant_id = '${tenantId}';
    insert into tests.reads values ('${tenantId}', '${newId()}', now() - interval '2 days')`;
  expect(await spansAfter(`${declared(days)}; ${drop(-2)}; ${drop(-1)}; ${insert}; ${maintain}`)).toEqual([-1, 0, 1]);
  expect(await asOwner(`set app.tenant_id = '${tenantId}'; select from tests.reads_default`)).toHaveLength(1);
});

it('by a column that the table does not have are found wanting', async () => {
  await asOwner(declared({ ...days, by: 'seen_at' }));
  const broken = (await proveTables(test.appUrl, [tenantId])).filter(({ holds }) => !holds);
  expect(broken).toMatchObject([
    { subject: 'tests.reads', claim: 'declares only columns that it has', seen: 'seen_at' },
  ]);
});
