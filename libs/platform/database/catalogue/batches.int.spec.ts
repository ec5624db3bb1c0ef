// Real: PostgreSQL, its plans and its counters of what a transaction read, and the functions that follow declarations.
// Faked: the tables, which belong to no context.
import { newId } from '#platform/ids';
import { runSql, runSqlAlone } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { declareTable } from './migration.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await runSql(test.ownerUrl, 'create schema tests; grant usage on schema tests to palier_app');
});
afterAll(() => test.close());

const rows = 5000;
const batch = 100;

/**
 * Makes a table whose statistics know so many rows of each other tenant, and none of the one with the most. Its rows are
 * past their retention.
 */
async function made(table: string, ofOthers: number): Promise<string> {
  const big = newId();
  const retention = { column: 'made_at', after: '1 day' };
  await runSql(
    test.ownerUrl,
    `create table ${table} (tenant_id uuid, id uuid, made_at timestamptz default '2020-01-01', primary key (tenant_id, id))
       with (autovacuum_enabled = off);
     create index on ${table} (tenant_id, made_at, id);
     create index on ${table} (made_at);
     ${declareTable(table, { kind: 'tenant', holds: 'A thing.', retention })}`,
  );
  await runSql(
    test.adminUrl,
    `insert into ${table} (tenant_id, id, made_at)
       select md5(n::text)::uuid, uuidv7(), now() from generate_series(1, 4000 / ${ofOthers}) n, generate_series(1, ${ofOthers});
     analyze ${table};
     insert into ${table} (tenant_id, id) select '${big}', uuidv7() from generate_series(1, ${rows})`,
  );
  return big;
}

/** Runs SQL in a transaction, in which PostgreSQL counts. @returns how many entries of the table's indexes it read */
async function entriesRead(url: string, table: string, tenant: string, sql: string): Promise<number | undefined> {
  const counted = `select sum(pg_stat_get_xact_tuples_returned(indexrelid))::int as entries
    from pg_index where indrelid = '${table}'::regclass`;
  const [row] = await runSqlAlone<{ entries: number }>(url, `set app.tenant_id = '${tenant}'; ${sql}; ${counted}`);
  return row?.entries;
}

const left = (table: string, tenant: string) =>
  runSql(test.adminUrl, `select count(*)::int as rows from ${table} where tenant_id = '${tenant}'`);

describe.each([
  ['hardly any rows of a tenant', 1],
  ['hundreds of rows of a tenant', 200],
])('where the statistics know %s, few more rows are read than deleted', (_, ofOthers) => {
  it('by a purge', async () => {
    const table = `tests.purged_${ofOthers}`;
    const big = await made(table, ofOthers);
    const deleting = `select * from platform.delete_tenant_rows(${batch})`;
    expect(await entriesRead(test.ownerUrl, table, big, deleting)).toBeLessThan(2 * batch);
    expect(await left(table, big)).toEqual([{ rows: rows - batch }]);
  });

  it('by retention', async () => {
    const table = `tests.expired_${ofOthers}`;
    const big = await made(table, ofOthers);
    const found = `platform.find_expired('${table}', ${batch}, '{}', '{}', '{}')`;
    const deleting = `select sum(platform.delete_expired('${table}', leaf, places, null)) from ${found}`;
    expect(await entriesRead(test.appUrl, table, big, deleting)).toBeLessThan(2 * batch);
    expect(await left(table, big)).toEqual([{ rows: rows - batch }]);
  });
});

it('a purge reads rows of one partition at once', async () => {
  const big = newId();
  const parts = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `tests.parts_${n}`);
  await runSql(
    test.ownerUrl,
    `create table tests.parts (tenant_id uuid, id uuid, primary key (tenant_id, id)) partition by hash (id);
     ${parts.map((part, n) => `create table ${part} partition of tests.parts for values with (modulus 8, remainder ${n})`).join(';')};
     ${declareTable('tests.parts', { kind: 'tenant', holds: 'A part.' })};
     set app.tenant_id = '${big}';
     insert into tests.parts select '${big}', uuidv7() from generate_series(1, ${rows})`,
  );
  const read = await runSqlAlone<{ pages: number }>(
    test.ownerUrl,
    `set app.tenant_id = '${big}';
     select * from platform.delete_tenant_rows(${batch});
     select pg_stat_get_xact_blocks_fetched(part::regclass)::int as pages from unnest('{${parts}}'::text[]) part`,
  );
  expect(read.filter(({ pages }) => pages > 0)).toHaveLength(1);
  expect(await left('tests.parts', big)).toEqual([{ rows: rows - batch }]);
});
