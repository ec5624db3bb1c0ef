// Real: PostgreSQL, a pool of four connections, killed backends. Faked: connections that cannot be opened.
import pg from 'pg';
import { type OpenDatabase, openDatabase, statement } from '#platform/database';
import { newId } from '#platform/ids';
import { inRequest } from '#platform/telemetry';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';

type Priority = 'vital' | 'normal' | 'sheddable';

const scope = { tenantId: newId() };
const one = statement<{ one: number }>('test.one')`SELECT 1 AS one`;
const longOne = statement('test.long')`SELECT pg_sleep(1)`;
const broken = statement('test.broken')`SELECT 1 / (random() * 0)::int`;
const killAll = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND usename = 'palier_app'`;

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

let open: OpenDatabase;
const opened = async (connectTimeoutMs: number, poolSize = 4) => {
  const limits = { poolSize, statementTimeoutMs: 60_000, lockTimeoutMs: 60_000 };
  open = await openDatabase({ ...test.connection, ...limits, connectTimeoutMs });
  return open;
};
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await open.close();
});

const as = <T>(priority: Priority | undefined, work: () => T, tenantId?: string): T =>
  priority === undefined
    ? work()
    : inRequest({ requestId: 'r', traceId: undefined, spanId: undefined, span: undefined, tenantId, priority }, work);

/** Transactions that hold their connection until they are ended, and the names of those that have begun, in order. */
function holders({ database }: OpenDatabase) {
  const begun: string[] = [];
  const hold = (priority: Priority | undefined, name: string = String(priority), tenantId?: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.push(resolve);
    const ended = as(
      priority,
      () =>
        database.transaction(scope, async (tx) => {
          await tx.run(one);
          begun.push(name);
          await promise;
        }),
      tenantId,
    );
    return { ended, end: resolve };
  };
  const all = (held: ReturnType<typeof hold>[]) => {
    for (const each of held) each.end();
    return Promise.all(held.map((each) => each.ended));
  };
  return { begun, hold, all };
}

it('leaves connections to callers of higher priority', async () => {
  const { statistics } = await opened(60_000);
  const { begun, hold, all } = holders(open);
  const held = (['sheddable', 'sheddable', 'sheddable', 'normal', 'normal', 'vital'] as const).map((each) =>
    hold(each),
  );
  await until(() => begun.length === 4);
  expect(begun.sort()).toEqual(['normal', 'sheddable', 'sheddable', 'vital']);
  expect([statistics.waiting, statistics.waits.longestMs > 0]).toEqual([2, true]);
  await all(held);
  expect(statistics.waiting).toBe(0);
});

it('gives the next connection to whoever has the highest priority, and what belongs to no request counts as vital', async () => {
  const { statistics } = await opened(60_000);
  const { begun, hold, all } = holders(open);
  const held = [1, 2, 3, 4].map(() => hold('vital'));
  await until(() => begun.length === 4);
  const waiting = (['sheddable', 'normal', 'vital', undefined] as const).map((each) => hold(each));
  expect(statistics.waiting).toBe(4);
  for (const each of held) {
    const before = begun.length;
    each.end();
    await each.ended;
    await until(() => begun.length > before);
  }
  await all([...held, ...waiting]);
  expect(begun.slice(4)).toEqual(['vital', 'undefined', 'normal', 'sheddable']);
});

it('refuses a caller whose time is over as the database is busy, and gives its share to others', async () => {
  const { database } = await opened(3000);
  const { begun, hold, all } = holders(open);
  const held = [hold('sheddable'), hold('sheddable')];
  await until(() => begun.length === 2);
  await expect(as('sheddable', () => database.read(scope, one))).rejects.toMatchObject({
    code: 'database_busy',
    status: 503,
  });
  await expect(as('normal', () => database.read(scope, one))).resolves.toEqual([{ one: 1 }]);
  await all(held);
  await expect(as('sheddable', () => database.read(scope, one))).resolves.toEqual([{ one: 1 }]);
});

it('lets who holds a connection take another, however much of its share is held', async () => {
  const { database } = await opened(60_000);
  const arrived: number[] = [];
  const nested = () =>
    database.transaction(scope, async (tx) => {
      await tx.run(one);
      arrived.push(1);
      await until(() => arrived.length === 2);
      return database.read(scope, one);
    });
  const both = await Promise.all([as('sheddable', nested), as('sheddable', nested)]);
  expect(both).toEqual([[{ one: 1 }], [{ one: 1 }]]);
});

it('loses no place to connections that cannot be opened', async () => {
  const { database } = await opened(60_000);
  const connect = jest.spyOn(pg.Pool.prototype, 'connect').mockImplementation(() => Promise.reject(new Error('Away')));
  for (let i = 0; i < 4; i += 1) await expect(as('vital', () => database.read(scope, one))).rejects.toThrow('Away');
  connect.mockRestore();
  await expect(as('sheddable', () => database.read(scope, one))).resolves.toEqual([{ one: 1 }]);
});

it('loses no place to failed statements, nor to lost connections', async () => {
  const { database, statistics } = await opened(60_000);
  const tries = (work: () => Promise<unknown>) => Promise.allSettled(Array.from({ length: 9 }, () => work()));
  const { begun, hold, all } = holders(open);
  for (const priority of ['sheddable', 'normal', 'vital'] as const) {
    await as(priority, () => tries(() => database.read(scope, broken)));
    await as(priority, () => tries(() => database.transaction(scope, (tx) => tx.run(broken))));
    const lost = hold(priority);
    await until(() => begun.length > 0);
    await runSql(test.adminUrl, killAll);
    lost.end();
    await lost.ended.catch(() => {});
    await until(() => statistics.total === 0);
    begun.length = 0;
  }
  const held = (['sheddable', 'sheddable', 'normal', 'vital'] as const).map((each) => hold(each));
  await until(() => begun.length === 4);
  await all(held);
  expect(statistics.waiting).toBe(0);
});

it('gives a tenant with long statements a quarter of the connections while others need any', async () => {
  const { database, statistics } = await opened(60_000, 8);
  const [slow, other] = [newId(), newId()];
  const { begun, hold, all } = holders(open);
  const read = (tenantId: string) => as('vital', () => database.read(scope, one), tenantId);
  const long = () => as('vital', () => database.read(scope, longOne), slow);
  await read(other);
  await long();
  const held = Array.from({ length: 8 }, () => hold('vital', 'slow', slow));
  held.push(...Array.from({ length: 4 }, () => hold('vital', 'other', other)));
  await until(() => begun.length === 6);
  expect(begun.filter((name) => name === 'slow')).toHaveLength(2);
  // Work of no tenant, too.
  await database.read(scope, one);
  expect([statistics.waiting, statistics.tenants.heaviest]).toEqual([6, slow]);
  // Within one of its transactions the tenant needs no second share.
  await as('vital', () => database.transaction(scope, () => database.read(scope, one)), other);
  await all(held);
  expect(begun.filter((name) => name === 'slow')).toHaveLength(8);
});

it('gives a tenant that is alone all connections, however long its statements are', async () => {
  const { database } = await opened(60_000);
  const slow = newId();
  const { begun, hold, all } = holders(open);
  await as('vital', () => database.read(scope, longOne), slow);
  const held = Array.from({ length: 4 }, () => hold('vital', 'slow', slow));
  await until(() => begun.length === 4);
  await all(held);
});
