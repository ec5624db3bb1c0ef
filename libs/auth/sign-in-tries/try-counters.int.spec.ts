// Real: PostgreSQL with the migrations, row level security and the application's role; a redis-server. Faked: time, by
// ageing rows and letting keys go.
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { newId } from '#platform/ids';
import { needs, type RedisServer, startRedis } from '../../../test/stack/servers.js';
import { runSql } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { PostgresTryCounters } from './postgres-try-counters.js';
import { RedisTryCounters } from './redis-try-counters.js';
import type { TryCounter, TryCounters } from './try-counters.js';

const tenantId = newId();
const counter = (free = 3, windowSeconds = 900): TryCounter => ({
  limit: { free, windowSeconds },
  key: randomBytes(32),
});

/** Takes the place of waiting: until what is closed opens, and until every window has ended. */
interface Waiting {
  toReopen(): Promise<unknown>;
  toEnd(): Promise<unknown>;
}

describe('tries counted in PostgreSQL', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test?.close());
  const sql = (text: string) => runSql<{ tries: number }>(test.adminUrl, text);

  behavesAsCounters(() => new PostgresTryCounters(test.database), {
    toReopen: () => sql('UPDATE auth.sign_in_tries SET opens_at = now()'),
    toEnd: () => sql('UPDATE auth.sign_in_tries SET ends_at = now()'),
  });

  it('are each tenant’s own, and cleared away once their window has ended', async () => {
    const counters = new PostgresTryCounters(test.database);
    const [one, other] = [newId(), newId()];
    const shared = counter(1);
    for (let i = 0; i < 20; i += 1) await counters.count(one, [counter()]);
    await counters.count(one, [shared]);
    expect(await counters.count(other, [shared])).toBe(0);
    await sql(`UPDATE auth.sign_in_tries SET ends_at = now() - interval '1 second' WHERE tenant_id = '${one}'`);
    for (let i = 0; i < 3; i += 1) await counters.count(one, [counter()]);
    expect(await sql(`SELECT tries FROM auth.sign_in_tries WHERE tenant_id = '${one}'`)).toHaveLength(3);
    expect(await sql(`SELECT tries FROM auth.sign_in_tries WHERE tenant_id = '${other}'`)).toHaveLength(1);
  });
});

needs('redis-server')('tries counted in Redis', () => {
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.stop();
  });

  behavesAsCounters(() => new RedisTryCounters(redis), {
    toReopen: async () => redis.del(await redis.keys('palier:turns:*')),
    toEnd: () => redis.flushall(),
  });

  it('go by themselves when their window has ended', async () => {
    const counted = counter(2, 60);
    for (let i = 0; i < 3; i += 1) await new RedisTryCounters(redis).count(tenantId, [counted]);
    const keys = await redis.keys(`palier:*:${counted.key.toString('base64url')}`);
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      const seconds = await redis.ttl(key);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    }
  });
});

/** What every way to count does, each test with counters of its own. */
function behavesAsCounters(make: () => TryCounters, wait: Waiting): void {
  const countTimes = async (times: number, ...counters: TryCounter[]) => {
    for (let i = 0; i < times; i += 1) expect(await make().count(tenantId, counters)).toBe(0);
  };
  const expectClosed = async (seconds: number, counted: TryCounter) => {
    const closed = await make().closedFor(tenantId, [counted]);
    // A machine that stands still for some seconds is no other pause: the next is twice as long.
    expect(closed).toBeGreaterThan(seconds / 2);
    expect(closed).toBeLessThanOrEqual(seconds);
  };

  it('let the free ones through and no more, however many come at once', async () => {
    const counted = counter(5);
    const counts = await Promise.all(Array.from({ length: 30 }, () => make().count(tenantId, [counted])));
    expect(counts.filter((seconds) => seconds === 0)).toHaveLength(5);
    await expectClosed(30, counted);
  });

  it('let all of those through at once that are free', async () => {
    const counted = counter(30);
    const counts = await Promise.all(Array.from({ length: 30 }, () => make().count(tenantId, [counted])));
    expect(counts).toEqual(Array(30).fill(0));
  });

  it('let one more through after each pause, which is twice as long each time', async () => {
    const counted = counter();
    await countTimes(3, counted);
    for (const seconds of [30, 60, 120, 240]) {
      await expectClosed(seconds, counted);
      expect(await make().count(tenantId, [counted])).toBeGreaterThan(0);
      await wait.toReopen();
      await countTimes(1, counted);
    }
  });

  it('are closed no longer than their window', async () => {
    const counted = counter(2, 10);
    await countTimes(2, counted);
    await expectClosed(10, counted);
  });

  it('begin anew when the window has ended', async () => {
    const counted = counter();
    await countTimes(3, counted);
    await wait.toEnd();
    await countTimes(3, counted);
    await expectClosed(30, counted);
  });

  it('count under none where one is closed', async () => {
    const [full, other] = [counter(), counter()];
    await countTimes(3, full);
    for (let i = 0; i < 5; i += 1) expect(await make().count(tenantId, [other, full])).toBeGreaterThan(0);
    await countTimes(2, other);
    expect(await make().closedFor(tenantId, [other])).toBe(0);
  });

  it('are taken back, and forgotten', async () => {
    const counted = counter();
    await countTimes(2, counted);
    await make().giveBack(tenantId, [counted]);
    await countTimes(2, counted);
    await expectClosed(30, counted);
    await make().forget(tenantId, [counted]);
    await countTimes(3, counted);
  });

  it('are open where nobody counted', async () => {
    expect(await make().closedFor(tenantId, [counter(), counter()])).toBe(0);
  });
}
