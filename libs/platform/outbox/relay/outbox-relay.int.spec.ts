// Real: PostgreSQL, the outbox, several relays on their own connections. Faked: the forwarders, which
// record the rows they get; SQL ends the pause after a failed try.

import { EventEmitter, once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Cutovers } from '#platform/cutover';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { Outbox } from '../outbox.js';
import type { OutboxRow } from '../outbox-forwarder.js';
import { ForwardingLoop } from './forwarding-loop.js';
import { OutboxRelay } from './outbox-relay.js';
import { RelayedShards } from './relayed-shards.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
type Forward = (rows: readonly OutboxRow[]) => Promise<readonly string[]>;

let test: TestDatabase;
let outbox: Outbox;
const relays: OutboxRelay[] = [];
const received = new EventEmitter();

beforeAll(async () => {
  test = await testDatabase({ poolSize: 8 });
  outbox = new Outbox(test.notifications);
});
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.onModuleDestroy();
  await runSql(test.adminUrl, `truncate platform.outbox, platform.outbox_retries`);
  await runSql(test.adminUrl, `update platform.outbox_shards set held_until = '-infinity', holder = null`);
  jest.restoreAllMocks();
});
afterAll(() => test.close());

function relay(forward: Forward): OutboxRelay {
  const made = new OutboxRelay(test.database, test.notifications, new Cutovers(test.database, test.notifications));
  made.register({ kind: 'event', forward });
  relays.push(made);
  return made;
}

/** Forwards every row and records it. */
function noting(into: OutboxRow[]): Forward {
  return async (rows) => {
    await turn();
    into.push(...rows);
    received.emit('forwarded', rows);
    return rows.map(({ id }) => id);
  };
}

const put = (tx: Transaction, subject: string, n = 0) =>
  outbox.put(tx, { id: newId(), kind: 'event', subject, payload: { n } });
const write = (subject: string, n = 0) => test.database.transaction({ tenantId }, (tx) => put(tx, subject, n));
const numbersOf = (rows: readonly OutboxRow[], subject: string) =>
  rows.filter((row) => row.subject === subject).map(({ payload }) => (payload as { n: number }).n);
const endPauses = () => runSql(test.adminUrl, "update platform.outbox_retries set until = now() - interval '1 ms'");
/** Their relay does not renew them any more. */
const endHolds = () =>
  runSql(test.adminUrl, "update platform.outbox_shards set held_until = now() - interval '1 ms', holder = null");

it('forwards committed rows, woken by the commit, and no row of a transaction that was rolled back', async () => {
  const forwarded: OutboxRow[] = [];
  const woken = jest.spyOn(test.notifications, 'publish');
  relay(noting(forwarded)).onApplicationBootstrap();
  await expect(
    test.database.transaction({ tenantId }, async (tx) => {
      await put(tx, 'undone');
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const left = once(received, 'forwarded');
  await test.database.transaction({ tenantId }, async (tx) => {
    await put(tx, 'done', 7);
    expect(woken).not.toHaveBeenCalled();
  });
  expect(woken).toHaveBeenCalledWith('outbox', 'event');
  await left;
  expect(forwarded).toEqual([
    expect.objectContaining({ tenantId, subject: 'done', payload: { n: 7 }, tries: 0, traceparent: null }),
  ]);
});

it('polls for the kind that was written alone; for all kinds where a writer of an earlier version names none', async () => {
  const made = relay(noting([]));
  made.register({ kind: 'job', forward: noting([]) });
  made.onApplicationBootstrap();
  // Subscribed after the relay: it hears of a notification when the relay has.
  const stop = test.notifications.subscribe('outbox', (kind) => received.emit(`heard ${kind}`));
  const notify = async (kind: string) => {
    const heard = once(received, `heard ${kind}`);
    await test.notifications.publish('outbox', kind);
    await heard;
  };
  // A notification that comes before LISTEN is lost.
  let listens = false;
  received.once('heard nothing', () => {
    listens = true;
  });
  await until(async () => {
    await test.notifications.publish('outbox', 'nothing');
    return listens;
  });
  const woken = jest.spyOn(ForwardingLoop.prototype, 'wake');
  await notify('job');
  await notify('');
  stop();
  expect(woken.mock.contexts.map((loop) => (loop as ForwardingLoop).kind)).toEqual(['job', 'event', 'job']);
});

it('finds rows without a notification', async () => {
  const left = once(received, 'forwarded');
  relay(noting([])).onApplicationBootstrap();
  await runSql(
    test.appUrl,
    `set app.tenant_id = '${tenantId}';
     insert into platform.outbox (id, kind, subject, payload, shard) values (uuidv7(), 'event', 'silent', '{}', 0)`,
  );
  const [[row]] = await left;
  expect(row.subject).toBe('silent');
});

it('refuses a row without a tenant or of another tenant than the current one', async () => {
  const insert = `insert into platform.outbox (tenant_id, id, kind, subject, payload, shard) values ($tenant, uuidv7(), 'event', 's', '{}', 0)`;
  await expect(runSql(test.appUrl, insert.replace('$tenant', 'default'))).rejects.toThrow(/row-level security/);
  const foreign = `set app.tenant_id = '${tenantId}'; ${insert.replace('$tenant', `'${newId()}'`)}`;
  await expect(runSql(test.appUrl, foreign)).rejects.toThrow(/row-level security/);
});

it('keeps the order of each subject while several relays share the work, and forwards each row once', async () => {
  const subjects = Array.from({ length: 40 }, (_, i) => `subject ${i}`);
  for (let n = 0; n < 10; n += 1) {
    await test.database.transaction({ tenantId }, async (tx) => {
      for (const subject of subjects) void put(tx, subject, n);
    });
  }
  const all: OutboxRow[] = [];
  const busy = new Set<number>();
  const { promise: shared, resolve: share } = Promise.withResolvers<void>();
  const three = [0, 1, 2].map((i) =>
    relay(async (rows) => {
      // The first to have rows waits until a second has some too.
      if (busy.add(i).size > 1) share();
      await shared;
      return noting(all)(rows);
    }),
  );
  await Promise.all(three.map((one) => one.drain()));
  await three[0]?.drain();
  for (const subject of subjects) expect(numbersOf(all, subject)).toEqual(Array.from({ length: 10 }, (_, n) => n));
});

it('offers an unfinished row again, later rows of its subject after it, and delays no other subject', async () => {
  for (let n = 0; n < 3; n += 1) for (const subject of ['stuck', 'free']) await write(subject, n);
  const done: OutboxRow[] = [];
  const tries: number[] = [];
  let failing = true;
  const one = relay(async (rows) => {
    tries.push(...rows.filter(({ subject }) => subject === 'stuck').map((row) => row.tries));
    return noting(done)(rows.filter(({ subject }) => subject !== 'stuck' || !failing));
  });
  await one.drain();
  expect([numbersOf(done, 'free'), numbersOf(done, 'stuck')]).toEqual([[0, 1, 2], []]);
  // The pause of a second could end by itself before the next rows are forwarded.
  await runSql(test.adminUrl, "update platform.outbox_retries set until = now() + interval '1 minute'");
  await write('free', 3);
  await one.drain();
  expect(numbersOf(done, 'free')).toEqual([0, 1, 2, 3]);
  await endPauses();
  await one.drain();
  failing = false;
  await endPauses();
  await one.drain();
  expect(numbersOf(done, 'stuck')).toEqual([0, 1, 2]);
  expect(tries).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  expect(await runSql(test.adminUrl, 'select * from platform.outbox_retries')).toEqual([]);
});

it('resumes by itself after the target was unreachable for a while', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const done: OutboxRow[] = [];
  // After the second failure another relay holds the shards for a moment.
  const claimed = jest.spyOn(RelayedShards.prototype, 'claim');
  let away = 3;
  const left = once(received, 'forwarded');
  relay(async (rows) => {
    if (away === 2) claimed.mockResolvedValueOnce([]);
    if (away-- > 0) throw new Error('ECONNREFUSED');
    return noting(done)(rows);
  }).onApplicationBootstrap();
  await write('a', 1);
  await left;
  expect(done).toEqual([expect.objectContaining({ subject: 'a', tries: 0 })]);
  // Other warnings, such as those of the upkeep about a slow database, are not counted.
  expect(warned.mock.calls.filter(([said]) => String(said).startsWith('Rows of kind event'))).toHaveLength(1);
});

it('tries a subject that has failed for days again every minute', async () => {
  await write('stuck');
  await write('free', 1);
  await runSql(
    test.adminUrl,
    `insert into platform.outbox_retries (tenant_id, kind, subject, tries, until)
     values ('${tenantId}', 'event', 'stuck', 2000, now())`,
  );
  const done: OutboxRow[] = [];
  await relay((rows) => noting(done)(rows.filter(({ subject }) => subject === 'free'))).drain();
  expect(numbersOf(done, 'free')).toEqual([1]);
  const [wait] = await runSql<{ tries: number; seconds: number }>(
    test.adminUrl,
    'select tries, extract(epoch from until - now())::float8 as seconds from platform.outbox_retries',
  );
  expect(wait?.tries).toBe(2001);
  expect(wait?.seconds).toBeGreaterThan(30);
  expect(wait?.seconds).toBeLessThanOrEqual(60);
});

it('takes over the shards of a relay that died between forwarding and writing the outcome', async () => {
  await write('a', 1);
  const [first, second]: [OutboxRow[], OutboxRow[]] = [[], []];
  const { promise: death, reject: die } = Promise.withResolvers<readonly string[]>();
  const dying = relay(async (rows) => {
    first.push(...rows);
    received.emit('forwarded', rows);
    return death;
  });
  const left = once(received, 'forwarded');
  const drained = dying.drain();
  await left;
  const heir = relay(noting(second));
  await heir.drain();
  expect(second).toEqual([]);
  await endHolds();
  await heir.drain();
  expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  die(new Error('dead'));
  await expect(drained).rejects.toThrow('dead');
});

it('releases its shards at once when the target is unreachable', async () => {
  await write('a', 1);
  const failing = relay(async () => {
    throw new Error('ECONNREFUSED');
  });
  await expect(failing.drain()).rejects.toThrow('ECONNREFUSED');
  const forwarded: OutboxRow[] = [];
  await relay(noting(forwarded)).drain();
  expect(numbersOf(forwarded, 'a')).toEqual([1]);
});

it('refuses a second forwarder of a kind', () => {
  expect(() => relay(noting([])).register({ kind: 'event', forward: noting([]) })).toThrow('already has a forwarder');
});
