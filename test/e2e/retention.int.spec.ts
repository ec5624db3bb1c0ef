// Real: PostgreSQL with the tables of every context, filled, their declarations, and the job. Faked: how old rows are.
import pg from 'pg';
import '../../apps/worker/worker.module.js';
import { newId } from '#platform/ids';
import { enforceRetention } from '../support/enforce-retention.js';
import { fillEveryTable } from '../support/fill-every-table.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';

/** A table whose rows expire. */
interface Expiring {
  readonly name: string;
  readonly column: string;
  readonly after: string;
  readonly except: string | null;
}

const tenants = [newId(), newId()];
/** Of the tables that belong to no tenant. */
const shared = `
  with hours as (select date_trunc('hour', now(), 'UTC') + i * interval '1 hour' as hour from generate_series(1, 20) as i),
    of_hours as (insert into platform.trend_hours (hour, cache_hits, cache_lookups, api_minutes) select hour, 1, 2, 3 from hours)
  insert into platform.trend_routes (hour, method, route, requests, errors, durations)
    select hour, 'GET', '/v1/me', 14, 0, array_fill(1, array[14]) from hours;
  insert into platform.trend_reports (process, number) select uuidv7(), i from generate_series(1, 20) as i;
  insert into platform.trend_messages (week, channel) select current_date + i, 'webhook' from generate_series(1, 20) as i`;
let test: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  test = await testDatabase();
  admin = new pg.Client({ connectionString: test.adminUrl });
  await admin.connect();
  const sized = tenants.map((id) => ({ id, rows: 200, share: 0.02 }));
  await fillEveryTable(test.ownerUrl, sized);
  await admin.query(shared);
});
afterAll(async () => {
  await admin.end();
  await test.close();
});

const expiring = async () =>
  (
    await admin.query<Expiring>(
      `select name, declaration->'retention'->>'column' as column, declaration->'retention'->>'after' as after,
         declaration->'retention'->>'except' as except
       from platform.data_catalogue where declaration ? 'retention' order by name`,
    )
  ).rows;

/**
 * Makes every second row older than its retention, by a day and more, and leaves the others so long. No two rows of a
 * table have the same time, which may be a part of its key; they go there by way of the far future, so that they do not meet. All are
 * full hours, as some tables want them.
 */
async function age({ name, column, after }: Expiring): Promise<void> {
  const numbered = `(select tableoid as leaf, ctid as place, row_number() over (order by tableoid, ctid) as n from ${name}) numbered
    where ${name}.tableoid = leaf and ctid = place`;
  const now = `date_trunc('hour', now(), 'UTC')`;
  await admin.query(`update ${name} set ${column} = ${now} + n * interval '1000 days' from ${numbered}`);
  await admin.query(`update ${name} set ${column} =
    ${now} - interval '${after}' + case n % 2 when 0 then -1 else 1 end * (1 + n) * interval '1 day' from ${numbered}`);
}

/** The rows of a table as texts, of those under a condition. */
async function rowsOf(name: string, condition = 'true'): Promise<string[]> {
  const { rows } = await admin.query<{ row: string }>(
    `select t::text as row from ${name} t where ${condition} order by 1`,
  );
  return rows.map(({ row }) => row);
}

it('deletes the old rows of every table that declares one, of every tenant, and keeps the others', async () => {
  const tables = await expiring();
  expect(tables.length).toBeGreaterThan(10);
  const fresh = new Map<string, string[]>();
  const old: Record<string, number> = {};
  for (const table of tables) {
    await age(table);
    const isOld = `${table.column} < now() - interval '${table.after}' and (${table.except ?? 'false'}) is not true`;
    fresh.set(table.name, await rowsOf(table.name, `not (${isOld})`));
    old[table.name] = (await rowsOf(table.name, isOld)).length;
    expect([table.name, Math.min(old[table.name] ?? 0, fresh.get(table.name)?.length ?? 0) >= 5]).toEqual([
      table.name,
      true,
    ]);
  }
  const { rows: others } = await admin.query<{ name: string }>(
    // What refers to an expired row may go with it.
    `select name from platform.data_catalogue c
     where not declaration ? 'retention' and name <> 'platform.data_catalogue' and not exists (
       select from pg_constraint f join platform.data_catalogue parent on parent.name::regclass = f.confrelid
       where f.conrelid = c.name::regclass and f.confdeltype = 'c' and parent.declaration ? 'retention')
     order by name`,
  );
  for (const { name } of others) fresh.set(name, await rowsOf(name));

  expect(await enforceRetention(test.database)).toEqual(old);
  for (const [name, rows] of fresh) expect([name, await rowsOf(name)]).toEqual([name, rows]);
  expect(await enforceRetention(test.database)).toEqual({});
});
