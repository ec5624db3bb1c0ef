// Real: PostgreSQL, its roles and policies, the job. Faked: the tables, which belong to no context, and the clock that was ahead.
import { declareTable } from '#platform/database';
import { newId } from '#platform/ids';
import { endLateWaits } from '../../../../test/support/end-late-waits.js';
import { fillEveryTable } from '../../../../test/support/fill-every-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  const waits = { due_at: { longest: '1 hour', when: 'not held' } };
  const columns = 'id text primary key, due_at timestamptz, held boolean not null default false';
  await runSql(
    test.ownerUrl,
    `create schema tests;
     create table tests.parcels (tenant_id uuid, ${columns});
     create index on tests.parcels (due_at);
     create table tests.trams (${columns});
     create index on tests.trams (due_at);
     ${declareTable('tests.parcels', { kind: 'tenant', holds: 'A parcel.', waits })};
     ${declareTable('tests.trams', { kind: 'shared', through: 'functions', holds: 'A tram.', waits })}`,
  );
});
afterAll(() => test.close());

const rows = (table: string, ahead: string) =>
  runSql<{ id: string }>(test.adminUrl, `select id from ${table} where due_at ${ahead} order by id`).then((found) =>
    found.map(({ id }) => id),
  );
const run = () => endLateWaits(test.database);

it('has rows go on that wait for longer than their table declares, in every tenant, and leaves the others', async () => {
  const values = (id: string) => `
    ('${id} at most', now() + interval '1 hour', false), ('${id} longer', now() + interval '2 hours', false),
    ('${id} days', now() + interval '2 days', false), ('${id} held', now() + interval '2 days', true), ('${id} never', null, false)`;
  for (const id of ['a', 'b'])
    await runSql(
      test.adminUrl,
      `insert into tests.parcels select '${newId()}', * from (values ${values(id)}) as v (id, due_at, held)`,
    );
  await runSql(test.adminUrl, `insert into tests.trams select * from (values ${values('t')}) as v (id, due_at, held)`);
  expect(await run()).toEqual({ 'tests.parcels': 4, 'tests.trams': 2 });
  expect(await rows('tests.parcels', '<= now()')).toEqual(['a days', 'a longer', 'b days', 'b longer']);
  expect(await rows('tests.parcels', '> now()')).toEqual(['a at most', 'a held', 'b at most', 'b held']);
  expect(await rows('tests.trams', '<= now()')).toEqual(['t days', 't longer']);
  expect(await run()).toEqual({});
});

it('changes every column with a time until which a row waits', async () => {
  const tenantId = newId();
  await fillEveryTable(test.adminUrl, [{ id: tenantId, rows: 20, share: 0.01 }]);
  await runSql(
    test.adminUrl,
    `insert into platform.erasures (tenant_id, user_id, asked_by, due_at, began_at, next_at)
       values ('${tenantId}', '${newId()}', 'operator', now(), now(), now());
     insert into auth.revocation_marks values
       ('${tenantId}', '${newId()}', now(), now(), now() + interval '40 days');
     insert into platform.webhook_turns (tenant_id, due_at) values ('${tenantId}', now())
       on conflict (tenant_id) do update set due_at = now();
     insert into platform.trend_messages (week, channel) values ('2026-11-02', 'webhook')`,
  );
  const declared = await runSql<{ name: string; waiting: string; when: string }>(
    test.adminUrl,
    `select c.name, w.key as waiting, coalesce(w.value->>'when', 'true') as "when"
     from platform.data_catalogue c, jsonb_each(c.declaration->'waits') w where c.name not like 'tests.%' order by 1, 2`,
  );
  expect(declared.map(({ name, waiting }) => `${name} ${waiting}`)).toEqual([
    'auth.revocation_marks ended_until',
    'auth.revocation_marks tokens_until',
    'feeds.hosts next_at',
    'feeds.sources claimed_until',
    'feeds.sources due_at',
    'platform.erasures next_at',
    'platform.trend_messages claimed_at',
    'platform.webhook_deliveries claimed_until',
    'platform.webhook_deliveries due_at',
    'platform.webhook_turns due_at',
    'rides.ai_requests claimed_until',
    'rides.ai_requests waits_until',
  ]);
  for (const { name, waiting, when } of declared)
    await runSql(
      test.adminUrl,
      `update ${name} set ${waiting} = now() + interval '40 days' where ${waiting} is not null and (${when})`,
    );
  expect(Object.keys(await run()).sort()).toEqual([...new Set(declared.map(({ name }) => name))]);
  expect(await run()).toEqual({});
});
