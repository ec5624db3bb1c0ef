// Real: PostgreSQL with the migrations, row level security and the application's role; a redis-server. Faked: time, by
// ageing rows, by deleting keys, and in memory by another clock.
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { needs, type RedisServer, startRedis } from '../../../test/stack/servers.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { MemoryTryCounters } from './memory-try-counters.js';
import { PostgresTryCounters } from './postgres-try-counters.js';
import { RedisTryCounters } from './redis-try-counters.js';
import type { TryCounter, TryCounters, TryPace } from './try-counters.js';

const counter = (free = 3, windowSeconds = 900): TryCounter => ({
  limit: { free, windowSeconds },
  key: randomBytes(32),
});

const pace = (): TryPace => ({ everySeconds: 60, saved: 5, key: randomBytes(32) });

/** Replaces waiting: until closed counters open, until every window has ended, and for new turns. */
interface Waiting {
  toReopen(): Promise<unknown>;
  toEnd(): Promise<unknown>;
  turns(seconds: number): Promise<unknown>;
  /** Sets back the clock by so many seconds; in memory there is none that could be. */
  back?(seconds: number): Promise<unknown>;
}

describe('tries counted in PostgreSQL', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test?.close());
  const sql = (text: string) => runSql<{ tries: number }>(test.adminUrl, text);

  behavesAsCounters(() => new PostgresTryCounters(test.database), {
    toReopen: () => sql("UPDATE auth.sign_in_tries SET opens_at = now() - interval '1 ms'"),
    toEnd: () => sql("UPDATE auth.sign_in_tries SET ends_at = now() - interval '1 ms'"),
    turns: (seconds) => sql(`UPDATE auth.sign_in_tries SET ends_at = ends_at - interval '${seconds} seconds'`),
    back: (seconds) =>
      sql(`UPDATE auth.sign_in_tries SET ends_at = ends_at + interval '${seconds} seconds',
        opens_at = opens_at + interval '${seconds} seconds'`),
  });

  it('are counted and given back by many at once without a deadlock', async () => {
    const counters = new PostgresTryCounters(test.database);
    const shared = Array.from({ length: 5 }, () => counter(1000)).sort((a, b) => b.key.compare(a.key));
    // The rows lie in the order that is the reverse of the keys'.
    for (const each of shared) await counters.count([each]);
    // With its statistics the small table is read in the order of its rows.
    await sql('ANALYZE auth.sign_in_tries');
    for (let round = 0; round < 20; round += 1) {
      const both = () => [counters.count(shared), counters.giveBack(shared)];
      await Promise.all(Array.from({ length: 5 }, both).flat());
    }
    // PostgreSQL ends a deadlock after a second, and the transaction is tried again.
    const found = await runSql(
      test.adminUrl,
      'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    expect(found).toEqual([{ deadlocks: '0' }]);
  });

  it('are deleted once their window has ended', async () => {
    const counters = new PostgresTryCounters(test.database);
    for (let i = 0; i < 20; i += 1) await counters.count([counter()]);
    await sql("UPDATE auth.sign_in_tries SET ends_at = now() - interval '1 second'");
    for (let i = 0; i < 3; i += 1) await counters.count([counter()]);
    expect(await sql('SELECT tries FROM auth.sign_in_tries WHERE ends_at > now()')).toHaveLength(3);
    await until(async () => {
      await counters.count([counter()]);
      return (await sql('SELECT tries FROM auth.sign_in_tries WHERE ends_at < now()')).length === 0;
    });
  });
});

describe('tries counted in memory', () => {
  let now = 1_800_000_000_000;
  const pass = async (seconds: number) => {
    now += seconds * 1000;
  };
  const counters = new MemoryTryCounters(() => now);
  behavesAsCounters(() => counters, { toReopen: () => pass(240), toEnd: () => pass(3600), turns: pass });
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
    turns: async (seconds) => {
      for (const key of await redis.keys('palier:paces:*')) await redis.decrby(key, seconds * 1000);
    },
    back: async (seconds) => {
      for (const key of await redis.keys('palier:paces:*')) await redis.incrby(key, seconds * 1000);
      for (const key of await redis.keys('palier:*'))
        await redis.pexpire(key, (await redis.pttl(key)) + seconds * 1000);
    },
  });

  it('leave no key where a turn is put back after its pace has expired', async () => {
    const paced = pace();
    await new RedisTryCounters(redis).putBack(paced);
    expect(await redis.keys(`palier:paces:${paced.key.toString('base64url')}`)).toEqual([]);
  });

  it('expire by themselves when their window has ended', async () => {
    const counted = counter(2, 60);
    for (let i = 0; i < 3; i += 1) await new RedisTryCounters(redis).count([counted]);
    await new RedisTryCounters(redis).take({ everySeconds: 60, saved: 1, key: counted.key }, 1);
    const keys = await redis.keys(`palier:*:${counted.key.toString('base64url')}`);
    expect(keys).toHaveLength(3);
    for (const key of keys) {
      const seconds = await redis.ttl(key);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    }
  });
});

/** The behaviour of every implementation; each test uses counters of its own. */
function behavesAsCounters(make: () => TryCounters, wait: Waiting): void {
  const countTimes = async (times: number, ...counters: TryCounter[]) => {
    for (let i = 0; i < times; i += 1) expect(await make().count(counters)).toBe(0);
  };
  const expectClosed = async (seconds: number, counted: TryCounter) => {
    const closed = await make().closedFor([counted]);
    expectWithin(closed, seconds);
  };
  let begunAt: number;
  beforeEach(() => {
    begunAt = Date.now();
  });
  /** What is left of a pause that began in this test. */
  const expectWithin = (given: number, seconds: number) => {
    expect(given).toBeLessThanOrEqual(seconds);
    expect(Date.now() + given * 1000).toBeGreaterThanOrEqual(begunAt + (seconds - 1) * 1000);
  };

  it('admit the free tries and no more, however many arrive at once', async () => {
    const counted = counter(5);
    const counts = await Promise.all(Array.from({ length: 30 }, () => make().count([counted])));
    expect(counts.filter((seconds) => seconds === 0)).toHaveLength(5);
    await expectClosed(30, counted);
  });

  it('admit all free tries at once', async () => {
    const counted = counter(30);
    const counts = await Promise.all(Array.from({ length: 30 }, () => make().count([counted])));
    expect(counts).toEqual(Array(30).fill(0));
  });

  it('admit one more try after each pause, which doubles each time', async () => {
    const counted = counter(3, 3600);
    await countTimes(3, counted);
    for (const seconds of [30, 60, 120, 240]) {
      await expectClosed(seconds, counted);
      expect(await make().count([counted])).toBeGreaterThan(0);
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

  it('count under no counter where one is closed', async () => {
    const [full, other] = [counter(), counter()];
    await countTimes(3, full);
    for (let i = 0; i < 5; i += 1) expect(await make().count([other, full])).toBeGreaterThan(0);
    await countTimes(2, other);
    expect(await make().closedFor([other])).toBe(0);
  });

  it('can be given back and forgotten', async () => {
    const counted = counter();
    await countTimes(2, counted);
    await make().giveBack([counted]);
    await countTimes(2, counted);
    await expectClosed(30, counted);
    await make().forget([counted]);
    await countTimes(3, counted);
  });

  it('are closed by the first try where one is free', async () => {
    const counted = counter(1);
    await countTimes(1, counted);
    await expectClosed(30, counted);
  });

  it('are open again where the try that closed them is given back', async () => {
    const [full, beside] = [counter(1), counter(1)];
    await countTimes(1, full, beside);
    await make().giveBack([full, beside]);
    await countTimes(1, full, beside);
    await expectClosed(30, full);
  });

  it('give as many turns as were saved up, however many ask at once, and then one each time', async () => {
    const paced = pace();
    const taken = await Promise.all(Array.from({ length: 20 }, () => make().take(paced, 5)));
    expect(taken.filter((seconds) => seconds === 0)).toHaveLength(5);
    for (const seconds of taken.filter((refused) => refused > 0)) expectWithin(seconds, 60);
    await wait.turns(60);
    const next = await Promise.all(Array.from({ length: 5 }, () => make().take(paced, 5)));
    expect(next.filter((seconds) => seconds === 0)).toHaveLength(1);
    await wait.turns(30);
    expectWithin(await make().take(paced, 5), 30);
  });

  it('give more saved turns where more may be saved', async () => {
    const paced = pace();
    for (let i = 0; i < 3; i += 1) expect(await make().take(paced, 3)).toBe(0);
    expect(await make().take(paced, 3)).toBeGreaterThan(0);
    for (let i = 0; i < 2; i += 1) expect(await make().take(paced, 5)).toBe(0);
    expectWithin(await make().take(paced, 3), 180);
    expectWithin(await make().take(paced, 5), 60);
  });

  it('give a turn again that was put back, and no more than may be saved up after a long pause', async () => {
    const paced = pace();
    for (let i = 0; i < 3; i += 1) expect(await make().take(paced, 3)).toBe(0);
    await make().putBack(paced);
    expect(await make().take(paced, 3)).toBe(0);
    await wait.turns(3600);
    for (let i = 0; i < 3; i += 1) expect(await make().take(paced, 3)).toBe(0);
    expect(await make().take(paced, 3)).toBeGreaterThan(0);
    await make().putBack(pace());
  });

  const { back } = wait;
  if (back)
    it('keep nobody out who was counted by a clock that was ahead', async () => {
      const [counted, paced] = [counter(1, 60), pace()];
      const takeAll = async () => {
        for (let i = 0; i < 5; i += 1) expect(await make().take(paced, 5)).toBe(0);
        expect(await make().take(paced, 5)).toBeGreaterThan(0);
      };
      await countTimes(1, counted);
      await takeAll();
      await back(30);
      expect(await make().count([counted])).toBeGreaterThan(0);
      expect(await make().take(paced, 5)).toBeGreaterThan(0);
      await back(3600);
      expect(await make().closedFor([counted])).toBe(0);
      await countTimes(1, counted);
      await takeAll();
      await expectClosed(30, counted);
    });

  it('are open before the first try', async () => {
    expect(await make().closedFor([counter(), counter()])).toBe(0);
  });
}
