// Real: PostgreSQL, several relays. Faked: the forwarders, and the clock of a lease, which SQL ends.

import pg from 'pg';
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { RelayedShards } from './relayed-shards.js';

const tenantId = newId();
let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterEach(async () => {
  await runSql(test.adminUrl, `truncate platform.outbox, platform.outbox_retries`);
  await runSql(test.adminUrl, `update platform.outbox_shards set held_until = '-infinity', holder = null`);
  jest.restoreAllMocks();
});
afterAll(() => test.close());

const relay = () => new RelayedShards('event', test.database);
const claimed = async (shards: RelayedShards) => (await shards.claim()).map(({ subject }) => subject);
const nothing = { done: [], waits: [] };
/** Its subject is `of shard n`. */
const writeTo = (shard: number) =>
  runSql(
    test.adminUrl,
    `insert into platform.outbox (tenant_id, id, kind, subject, payload, shard)
     values ('${tenantId}', uuidv7(), 'event', 'of shard ${shard}', '{}', ${shard})`,
  );
const endHolds = () => runSql(test.adminUrl, "update platform.outbox_shards set held_until = now() - interval '1 ms'");

it('belong to one relay until it releases them, and it releases only its own', async () => {
  const [one, two, three] = [relay(), relay(), relay()];
  await writeTo(0);
  expect(await claimed(one)).toEqual(['of shard 0']);
  await writeTo(1);
  expect(await claimed(two)).toEqual(['of shard 1']);
  await two.complete(nothing);
  expect(await claimed(three)).toEqual(['of shard 1']);
  await one.complete(nothing);
  expect(await claimed(two)).toEqual(['of shard 0']);
});

it('are free again at once when all their rows wait, and no other shards are', async () => {
  const [one, two, three] = [relay(), relay(), relay()];
  await writeTo(0);
  expect(await claimed(one)).toEqual(['of shard 0']);
  await writeTo(1);
  expect(await claimed(two)).toEqual(['of shard 1']);
  await two.complete({ done: [], waits: [{ tenantId, subject: 'of shard 1', tries: 1 }] });
  await runSql(test.adminUrl, `update platform.outbox_retries set until = now() + interval '1 minute'`);
  expect(await claimed(two)).toEqual([]);
  await runSql(test.adminUrl, "update platform.outbox_retries set until = now() - interval '1 ms'");
  expect(await claimed(three)).toEqual(['of shard 1']);
});

it('are held for as long as the work takes, and those of a dead relay are free for others', async () => {
  const [slow, heir] = [relay(), relay()];
  await writeTo(0);
  await slow.claim();
  const timers = jest.spyOn(globalThis, 'setInterval');
  const ended = jest.spyOn(globalThis, 'clearInterval');
  const { promise: work, reject: fail } = Promise.withResolvers<void>();
  const held = expect(slow.whileHeld(() => work)).rejects.toThrow('nobody there');
  const renewals = timers.mock.calls.flatMap(([renew, ms], call) => (ms === 2000 ? [{ renew, call }] : []));
  try {
    expect(renewals).toHaveLength(1);
    await writeTo(1);
    await runSql(test.adminUrl, `update platform.outbox_shards set holder = '${newId()}' where shard = 1`);
    await endHolds();
    renewals[0]?.renew();
    const renewed = 'select from platform.outbox_shards where shard = 0 and held_until > clock_timestamp()';
    await until(async () => (await runSql(test.adminUrl, renewed)).length > 0);
    expect(await claimed(heir)).toEqual(['of shard 1']);
  } finally {
    fail(new Error('nobody there'));
  }
  await held;
  expect(ended).toHaveBeenCalledWith(timers.mock.results[renewals[0]?.call as number]?.value);
});

/** As a relay leaves them whose clock was ahead, in a shard whose subject waits by that clock too. */
const leaveAhead = async (ms: number) => {
  await runSql(test.adminUrl, `update platform.outbox_shards set held_until = now() + interval '${ms} ms'`);
  await runSql(
    test.adminUrl,
    `insert into platform.outbox_retries (tenant_id, kind, subject, tries, until)
     values ('${tenantId}', 'event', 'of shard 0', 1, now() + interval '2 days') on conflict do nothing`,
  );
};

it('are free, and no subject waits, where they were left by a clock that was ahead', async () => {
  for (const shard of [0, 1]) await writeTo(shard);
  await leaveAhead(5000);
  expect(await claimed(relay())).toEqual([]);
  await leaveAhead(60_000);
  expect(await claimed(relay())).toEqual(['of shard 0', 'of shard 1']);
});

it('come first where a clock that was ahead left them, before those that others held since', async () => {
  for (let shard = 0; shard < 16; shard += 1) await writeTo(shard);
  await runSql(
    test.adminUrl,
    `update platform.outbox_shards set held_until = now() + case when shard < 8 then interval '-1 s' else interval '1 hour' end`,
  );
  expect(await claimed(relay())).toEqual(Array.from({ length: 8 }, (_, n) => `of shard ${8 + n}`));
});

it('are not taken back from the relay that took them over', async () => {
  await writeTo(0);
  await writeTo(1);
  const loser = newId();
  await runSql(test.adminUrl, `update platform.outbox_shards set holder = '${loser}' where shard = 0`);
  const other = new pg.Client({ connectionString: test.adminUrl });
  await other.connect();
  try {
    await other.query('begin; select from platform.outbox_shards where shard = 0 for update');
    const claim = `select subject from platform.claim_outbox('event', '${loser}', '6 seconds', 8, 64)`;
    expect(await runSql(test.appUrl, claim)).toEqual([{ subject: 'of shard 1' }]);
  } finally {
    await other.end();
  }
});

it('give their first rows first, whichever way PostgreSQL reads them', async () => {
  // So many that no plan comes by the first of them by chance: not as they were inserted, by subject or by hash.
  await runSql(
    test.adminUrl,
    `insert into platform.outbox (tenant_id, id, seq, kind, subject, payload, shard)
     select '${tenantId}', uuidv7(), seq, 'event', md5(seq::text), json_build_object('n', seq), 0
       from generate_series(100, 1, -1) as seq`,
  );
  const claim = `set enable_indexscan = off; set enable_bitmapscan = off;
    select payload from platform.claim_outbox('event', '${newId()}', '6 seconds', 8, 2)`;
  expect(await runSql(test.appUrl, claim)).toEqual([{ payload: { n: 1 } }, { payload: { n: 2 } }]);
});
