import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { habits } from './assumptions.js';
import { Capacity } from './capacity.js';
import type { Wish } from './demand.js';
import { makePlan, TooLarge } from './make-plan.js';
import type { Machine, PriceList } from './price-list.js';

const machine = (name: string, vcpus: number, memoryGb: number, euros: number, shared = false): Machine => ({
  ...{ name, vcpus, shared, memoryGb, diskGb: 10 * memoryGb, euros },
  ...{ day: '2026-06-15', source: 'a test' },
});
/** A core costs 10 euros; a large machine saves a tenth. */
const volume = { euros: 0.05, day: '2026-06-15', source: 'a test' };
const prices: PriceList = { machines: [machine('small', 2, 8.5, 20), machine('large', 16, 64.5, 144)], volume };

const work = { api: 1, database: 2, jobs: 0.5, proxies: 0.1 };
const products = Object.keys(habits);
const values = {
  ...Object.fromEntries(Object.values(habits).map(({ mix }) => [mix, work])),
  signIn: { api: 36, database: 3.6 },
  storedEvent: { api: 0, database: 0.06, jobs: 0.12 },
  fetchedFeed: { api: 0, database: 9, jobs: 18 },
  ride: { api: 10, database: 10, jobs: 100 },
  process: { api: 150, worker: 200, apiAtWork: 300 },
  connection: { api: 5 },
  stream: { api: 7 },
  session: { redis: 2 },
  tenant: Object.fromEntries(products.map((product) => [product, 500])),
  item: Object.fromEntries(products.map((product) => [product, 2])),
};

let directory: string;
let capacity: Capacity;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'palier-plan-'));
  const coefficients = Object.fromEntries(Object.entries(values).map(([name, each]) => [name, { values: each }]));
  const file = join(directory, 'capacity.json');
  writeFileSync(file, JSON.stringify({ version: '0.1.0', coefficients }));
  capacity = Capacity.read(file);
});
afterAll(() => rmSync(directory, { recursive: true }));

const plan = (wish: Partial<Wish>) =>
  makePlan({ product: 'journeys', tenants: 1, users: 100, rps: 100, ...wish }, capacity, prices);

describe('a plan', () => {
  it('has exact figures for figures worked out by hand', () => {
    // 1,400 requests a second, and 0.01 sign-ins: each user signs in once an hour.
    const { demand, machines: rented, euros, step, limit, away } = plan({ tenants: 500, users: 36, rps: 1400 });
    // API: 1.4 cores, and 0.00036 for the sign-ins, 1.5 times; PostgreSQL: 2.8 and 0.000036.
    expect(demand.cores.api).toBeCloseTo(2.10054, 9);
    expect(demand.cores.database).toBeCloseTo(2.800036, 9);
    expect(demand.cores.jobs).toBeCloseTo(0.7, 9);
    expect(demand.cores.proxies).toBeCloseTo(0.14, 9);
    // A process has half a core, and 30 % stays free: 2.10054 / 0.35 = 6.002, and 0.7 / 0.35 = 2.
    expect([demand.apis, demand.workers]).toEqual([7, 2]);
    // 7 × 300 MB and 2 × 200; 36 users × 12 KB; 2 copies of 360 sessions × 2 KB.
    expect(demand.processMemory).toBeCloseTo(2500 / 1024 + (432 + 1440) / 1_048_576, 9);
    // 9 processes, each with a pool of 10, two that copy and one that listens.
    expect([demand.connections, demand.pooler]).toEqual([117, true]);
    // 500 × 500 KB; in a year 360 accounts × 365 entries × 2 KB; a gigabyte of disk has 10^9 bytes.
    expect(demand.disk).toBeCloseTo(0.256, 9);
    expect(demand.diskInAYear).toBeCloseTo(0.256 + 0.2691072, 9);
    // 90 connections × 10 MB, and 3 % of the data.
    expect(demand.databaseMemory).toBeCloseTo(900 / 1024 + 0.03 * 0.5251072, 9);
    // 2.94054 / 0.7 are 4.2008 cores, on 3 small machines; PostgreSQL's 4.00005 must be on one.
    expect(rented.map(({ role, count, machine: { name } }) => [role, count, name])).toEqual([
      ['processes', 3, 'small'],
      ['PostgreSQL', 1, 'large'],
    ]);
    expect([euros, step]).toEqual([204, 'scale']);
    expect(limit).toEqual({ role: 'processes', what: 'cores', share: expect.closeTo(2.94054 / 6, 9), part: 'api' });
    // 2.94054 cores on 4.
    expect(away).toEqual([
      'one of processes: the other 2 are 74 % busy',
      'PostgreSQL: public pages are answered from the cache, and nothing is written',
    ]);
  });

  it('says what is left of processors and memory while a machine is away', () => {
    // 1,300 requests a second × 2.1 ms are 2.73 cores, on 2 × 2.
    const list = { machines: [machine('small', 2, 8.5, 20)], volume };
    const away = (rps: number, machines: Machine[]) =>
      makePlan({ product: 'journeys', tenants: 500, users: 1, rps }, capacity, { ...list, machines }).away[0];
    expect(away(480, list.machines)).toBe('one of processes: the other one is 50 % busy');
    expect(away(1300, [machine('small', 2, 8.5, 20), machine('large', 16, 64.5, 144)])).toBe(
      'one of processes: the other one is 100 % busy and refuses the least important requests (503)',
    );
    // 43 API processes × 300 MB and 15 workers × 200 MB are 15.5 GB; 21 cores.
    expect(away(10_000, [machine('wide', 64, 14, 100)])).toBe(
      'one of processes: the other one is 33 % busy, and the processes need 115 % of the memory: start fewer',
    );
  });

  it.each([
    [{ tenants: 49, users: 499 }, 'solo', 1],
    [{ tenants: 50 }, 'growth', 1],
    [{ users: 500 }, 'growth', 1],
    [{ tenants: 499 }, 'growth', 1],
    [{ tenants: 500 }, 'scale', 3],
  ])('for %j is of the step %s', (wish, step, least) => {
    const { step: planned, machines: rented } = plan(wish);
    expect(planned).toBe(step);
    expect(rented.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(least);
  });

  it.each([
    // 9.66 / 0.7 cores of processes on 7 machines, and one for PostgreSQL.
    [4_600, 'scale', 7],
    // 9.87 / 0.7 on 8.
    [4_700, 'cloud', 8],
  ])('for %d requests a second on small machines is of the step %s', (rps, step, count) => {
    const list = { machines: [machine('small', 2, 8.5, 20), machine('huge', 64, 256.5, 2000)], volume };
    const planned = makePlan({ product: 'journeys', tenants: 500, users: 1, rps }, capacity, list);
    expect([planned.step, planned.machines[0]?.count]).toEqual([step, count]);
  });

  it('counts a shared processor as half of one', () => {
    const wish = { product: 'journeys', tenants: 1, users: 1, rps: 300 };
    const rented = (shared: boolean) =>
      makePlan(wish, capacity, { machines: [machine('one', 2, 8, 10, shared)], volume }).machines;
    // 1.08 / 0.7 cores.
    expect(rented(false)).toMatchObject([{ count: 1 }]);
    expect(rented(true)).toMatchObject([{ count: 2 }, { count: 1 }]);
  });

  it('needs PgBouncer for more than 90 connections, or 500 tenants', () => {
    expect(plan({ rps: 930, users: 1 }).demand).toMatchObject({ apis: 4, workers: 2, connections: 78, pooler: false });
    expect(plan({ rps: 940, users: 1 }).demand).toMatchObject({ apis: 5, workers: 2, connections: 91, pooler: true });
    expect(plan({ rps: 1, tenants: 499 }).demand).toMatchObject({ connections: 26, pooler: false });
    expect(plan({ rps: 1, tenants: 500 }).demand).toMatchObject({ apis: 2, workers: 2, connections: 52, pooler: true });
  });

  it('has one process in solo mode, whose queues are in PostgreSQL', () => {
    expect(plan({ rps: 1, users: 1 }).demand).toMatchObject({ processes: 1, connections: 23, pooler: false });
  });

  it('pays for the disk that a machine lacks', () => {
    const small = plan({ users: 1, tenants: 1 });
    expect(small.euros).toBe(20);
    // 20,000 tenants × 500 KB, and 125,000 accounts × 365 entries × 2 KB: 103.68 GB; 70 % of 148.11, of which it has 85.
    const { machines: rented, demand } = plan({ tenants: 20_000, users: 12_500, rps: 1 });
    expect(demand.diskInAYear).toBeCloseTo(103.68, 6);
    expect(rented[1]).toMatchObject({ role: 'PostgreSQL', count: 1, machine: { name: 'small' } });
    expect(rented[1]?.euros).toBeCloseTo(20 + (103.68 / 0.7 - 85) * 0.05, 6);
  });

  it('says which machine is missing', () => {
    // 11,200 requests a second × 2 ms are 22.4 cores, and 32 with head room; the largest has 16.
    const sentence =
      'No machine of the list is large enough for PostgreSQL: at the peak it uses 22.4 cores and 0.879 GB of memory. Name larger machines with --prices';
    expect(() => plan({ rps: 11_200, users: 1 })).toThrow(new TooLarge(`${sentence}.`));
    expect(() => plan({ rps: 11_200, users: 1, tenants: 2 })).toThrow(
      new TooLarge(`${sentence}, or plan several deployments with a part of the tenants each.`),
    );
  });

  const wish = fc.record({
    product: fc.constantFrom(...products),
    tenants: fc.integer({ min: 1, max: 2000 }),
    users: fc.integer({ min: 1, max: 3000 }),
    rps: fc.double({ min: 0.001, max: 10_000, noNaN: true }),
  });
  const eurosOf = (given: Wish) => {
    try {
      return makePlan(given, capacity, {
        ...prices,
        machines: [...prices.machines, machine('shared', 4, 4.5, 12, true)],
      }).euros;
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      return Number.POSITIVE_INFINITY;
    }
  };

  it('never costs less for more of anything', () => {
    fc.assert(
      fc.property(
        wish,
        fc.constantFrom('tenants', 'users', 'rps'),
        fc.integer({ min: 1, max: 50 }),
        (given, what, times) => {
          expect(eurosOf({ ...given, [what]: given[what] * times })).toBeGreaterThanOrEqual(eurosOf(given));
        },
      ),
    );
  });

  it('takes at most twice the processes and one for twice the requests', () => {
    fc.assert(
      fc.property(wish, (given) => {
        fc.pre(eurosOf({ ...given, rps: 2 * given.rps }) < Number.POSITIVE_INFINITY);
        const once = makePlan(given, capacity, prices).demand;
        const twice = makePlan({ ...given, rps: 2 * given.rps }, capacity, prices).demand;
        expect(twice.apis + twice.workers).toBeLessThanOrEqual(2 * (once.apis + once.workers) + 1);
      }),
    );
  });
});
