// Real: PostgreSQL, its partitions. Faked: the timer, and the age of partitions, which are made with old dates.
import { Logger } from '@nestjs/common';
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { OutboxMaintenance } from './outbox-maintenance.js';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.close());

const maintain = () => new OutboxMaintenance(test.database).now();
const day = (from: number) => new Date(Date.now() + 86_400_000 * from).toISOString().slice(0, 10);
const partition = (table: string, since: string) => `platform.${table}_${since.replaceAll('-', '')}`;
const make = (table: string, since: string, upto: string, named = partition(table, since)) =>
  runSql(test.ownerUrl, `select platform.make_partition('platform.${table}', '${named}', '${since}Z', '${upto}Z')`);
const exist = (...named: string[]) =>
  Promise.all(
    named.map(async (name) => {
      const found = await runSql(test.adminUrl, `select where to_regclass('${name}') is not null`);
      return found.length > 0;
    }),
  );

it('drops an old partition once nothing of its time is pending, with the notes of what was handled', async () => {
  const old = ['outbox', 'inbox'].map((table) => partition(table, '2025-01-01'));
  for (const table of ['outbox', 'inbox']) await make(table, '2025-01-01', '2025-01-02');
  await runSql(
    test.appUrl,
    `set app.tenant_id = '${newId()}';
     insert into platform.outbox (id, kind, subject, payload, shard)
       values ('01942180-0000-7000-8000-000000000000', 'event', 'old', '{}', 0)`,
  );
  await maintain();
  expect(await exist(...old)).toEqual([true, true]);
  await runSql(test.adminUrl, 'update platform.outbox set forwarded_at = now()');
  await maintain();
  expect(await exist(...old)).toEqual([false, false]);
});

it('keeps a partition whose last moment is younger than it is kept', async () => {
  // The limit lies in the midst of a day, so that it does not matter when the test runs.
  const limit = `update platform.data_catalogue set declaration = jsonb_set(declaration, '{partitions,keep}',
    to_jsonb((now() - timestamptz '2025-01-02T12:00Z')::text)) where name =`;
  for (const table of ['outbox', 'inbox']) {
    await make(table, '2025-01-01', '2025-01-02');
    await make(table, '2025-01-02', '2025-01-03');
    await runSql(test.ownerUrl, `${limit} 'platform.${table}'`);
  }
  await maintain();
  for (const table of ['outbox', 'inbox'])
    expect(await exist(partition(table, '2025-01-01'), partition(table, '2025-01-02'))).toEqual([false, true]);
});

it('keeps the outbox for a week and the notes of what was handled for longer, the audit for ever', async () => {
  const recent = [day(-6), day(-5)] as const;
  for (const table of ['outbox', 'inbox']) await make(table, ...recent);
  await make('outbox', day(-10), day(-9));
  await make('audit_chain', '2025-01-01', '2025-02-01', 'platform.audit_chain_202501');
  const keeps = await runSql<{ name: string; keep: string | null }>(
    test.adminUrl,
    `select name, declaration->'partitions'->>'keep' as keep from platform.data_catalogue
     where declaration ? 'partitions' and name like 'platform.%' order by name`,
  );
  expect(keeps).toEqual([
    { name: 'platform.audit_chain', keep: null },
    { name: 'platform.inbox', keep: '8 days' },
    { name: 'platform.outbox', keep: '7 days' },
  ]);
  await maintain();
  expect(await exist(partition('outbox', recent[0]), partition('inbox', recent[0]))).toEqual([true, true]);
  expect(await exist(partition('outbox', day(-10)), 'platform.audit_chain_202501')).toEqual([false, true]);
});

it('makes the partitions of the days to come', async () => {
  const coming = [day(1), day(2), day(3)].flatMap((of) => [partition('outbox', of), partition('inbox', of)]);
  // The last is missing already when the day has changed since the run's database was made.
  for (const name of coming) await runSql(test.ownerUrl, `drop table if exists ${name}`);
  await maintain();
  expect(await exist(...coming)).toEqual(Array(6).fill(true));
});

it('says each time why it failed', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  await runSql(test.adminUrl, 'alter function platform.maintain_partitions rename to maintain_no_partitions');
  const failing = new OutboxMaintenance(test.database);
  for (const _ of [1, 2]) await failing.now();
  expect(warn.mock.calls).toEqual(Array(2).fill([expect.stringMatching(/^The upkeep of the outbox failed;/)]));
});
