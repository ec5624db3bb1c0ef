// Real: PostgreSQL and its roles, connections through a proxy. Faked: what the processes counted, and the time.
import { Logger } from '@nestjs/common';
import { openDatabase } from '#platform/database';
import { Lifecycle } from '#platform/telemetry';
import { enforceRetention } from '../../../../test/support/enforce-retention.js';
import { runSql } from '../../../../test/support/sql.js';
import { startProxy, type TcpProxy } from '../../../../test/support/tcp-proxy.js';
import { patientLimits, type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { firstHour } from '../weeks/weeks.sql.js';
import { HourCollector } from './hour-collector.js';
import type { Counters } from './read-counters.js';

let test: TestDatabase;
let proxy: TcpProxy;
let remote: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  const url = new URL(test.appUrl);
  proxy = await startProxy(Number(url.port));
  url.port = `${proxy.port}`;
  const limits = { ...patientLimits, connectTimeoutMs: patientLimits.databaseConnectTimeoutMs };
  remote = await openDatabase({ url: url.href, directUrl: url.href, poolSize: 2, ...limits });
});
afterEach(async () => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  await remote?.close();
  await proxy?.close();
  await runSql(test.ownerUrl, 'truncate platform.trend_hours, platform.trend_routes, platform.trend_reports');
});
afterAll(() => test?.close());

/** A process that has answered so many requests of each route. */
class CountingProcess {
  readonly answered: Record<string, number> = {};
  errors = 0;
  readonly lifecycle = new Lifecycle();
  readonly collector: HourCollector;

  constructor(private readonly opened: Pick<typeof remote, 'database' | 'statistics'> = test) {
    this.collector = new HourCollector(opened.database, opened.statistics, this.lifecycle, async () => this.counters());
    this.lifecycle.serve();
  }

  /** Runs for so many seconds, and reads as an API does by itself. */
  async run(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 5) {
      await this.opened.database.unscopedRead('trends.figures', firstHour).catch(() => undefined);
      jest.advanceTimersByTime(5000);
    }
  }

  answer(route: string, times: number, errors = 0): void {
    this.answered[route] = (this.answered[route] ?? 0) + times;
    this.errors += errors;
  }

  private counters(): Counters {
    const routes = Object.entries(this.answered).map(([route, requests], place) => {
      const durations = Array.from({ length: 14 }, (_, bucket) => (bucket === 3 ? requests : 0));
      return [route, { method: 'GET', route, requests, errors: place === 0 ? this.errors : 0, durations }] as const;
    });
    const lookups = Object.values(this.answered).reduce((sum, count) => sum + count, 0);
    return { routes: new Map(routes), hits: Math.floor(lookups / 2), lookups };
  }
}

/** Once PostgreSQL answers again, which a process notices a little later. */
const written = (collector: HourCollector) =>
  until(() =>
    collector.now().then(
      () => true,
      () => false,
    ),
  );
/** The clock, and the timer of an API that looks whether it serves. */
const at = (time: string) =>
  jest.useFakeTimers({
    now: Date.parse(time),
    doNotFake: [
      'setTimeout',
      'clearTimeout',
      'setImmediate',
      'clearImmediate',
      'nextTick',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  });
const bits = (...minutes: number[]) => `${minutes.reduce((all, minute) => all | (1n << BigInt(minute)), 0n)}`;
const routeRows = () =>
  runSql<{ hour: Date; route: string; requests: string; errors: string; durations: string[] }>(
    test.ownerUrl,
    'select * from platform.trend_routes order by hour, route',
  );
const requestsByRoute = async () =>
  Object.fromEntries((await routeRows()).map(({ route, requests }) => [route, Number(requests)]));
const hourRows = () =>
  runSql<Record<string, unknown>>(
    test.ownerUrl,
    `select to_char(hour at time zone 'UTC', 'HH24') as hour, cache_hits::int as hits, cache_lookups::int as lookups,
       api_minutes::text as minutes from platform.trend_hours order by 1`,
  );

it('adds what several processes counted to the same rows, also at the same moment and in any order of routes', async () => {
  at('2026-11-16T10:05Z');
  const routes = Array.from({ length: 40 }, (_, n) => `/v1/r${n}`);
  const processes = Array.from({ length: 5 }, () => new CountingProcess());
  for (let minute = 0; minute < 6; minute += 1) {
    for (const [n, each] of processes.entries()) {
      for (const route of n % 2 ? routes : [...routes].reverse()) each.answer(route, 2, route === '/v1/r0' ? 1 : 0);
    }
    await Promise.all(processes.map(({ collector }) => collector.now()));
  }
  // A deadlock would be tried again, and seen nowhere else.
  const deadlocks = 'select deadlocks::int from pg_stat_database where datname = current_database()';
  expect(await runSql(test.ownerUrl, deadlocks)).toEqual([{ deadlocks: 0 }]);
  const rows = await routeRows();
  expect(rows).toHaveLength(40);
  for (const { requests, durations } of rows) expect([requests, durations[3]]).toEqual(['60', '60']);
  expect(rows.reduce((sum, { errors }) => sum + Number(errors), 0)).toBe(30);
  expect(await hourRows()).toEqual([{ hour: '10', hits: 1200, lookups: 2400, minutes: '0' }]);
});

it('writes each hour apart, and of an API each minute in which it served, also between two writes', async () => {
  const [api, worker] = [new CountingProcess(), new CountingProcess()];
  at('2026-11-16T09:58:30Z');
  worker.collector.begin('worker');
  worker.answer('/v1/a', 5);
  await worker.run(120);
  await worker.collector.now();
  at('2026-11-16T10:56:59Z');
  api.collector.begin('api');
  api.answer('/v1/a', 1);
  await api.collector.now();
  await api.run(200);
  api.answer('/v1/a', 2);
  await api.collector.now();
  at('2026-11-16T11:01:01Z');
  api.answer('/v1/a', 4);
  await api.collector.now();
  await Promise.all([api, worker].map(({ collector }) => collector.beforeApplicationShutdown()));
  const hours = await hourRows();
  expect(hours.map(({ hour, minutes }) => [hour, minutes])).toEqual([
    ['10', bits(56, 57, 58, 59)],
    ['11', bits(0)],
  ]);
  expect((await routeRows()).map(({ requests }) => requests)).toEqual(['8', '4']);
});

it('serves no minute while it starts or drains, and none in which its database was away for fifteen seconds', async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  jest.spyOn(Logger.prototype, 'log').mockImplementation();
  const api = new CountingProcess(remote);
  at('2026-11-16T10:09:55Z');
  await api.run(5);
  api.collector.begin('api');
  await api.run(120);
  proxy.disturb('cut');
  // Until the middle of a minute.
  await api.run(150);
  expect(api.lifecycle.state).toBe('serving');
  proxy.disturb('none');
  await written(api.collector);
  await api.run(145);
  api.lifecycle.drain();
  await api.run(120);
  await api.collector.beforeApplicationShutdown();
  expect(await hourRows()).toMatchObject([{ minutes: bits(10, 11, 15, 16) }]);
});

it('writes nothing of a process in which nothing happened', async () => {
  at('2026-11-16T10:10Z');
  const worker = new CountingProcess();
  worker.collector.begin('worker');
  await worker.collector.now();
  await worker.collector.beforeApplicationShutdown();
  expect(await hourRows()).toEqual([]);
  expect(await runSql(test.ownerUrl, 'select * from platform.trend_reports')).toEqual([]);
});

it('writes first after a random part of a minute', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.25);
  const timer = jest.spyOn(globalThis, 'setTimeout');
  const { collector } = new CountingProcess();
  collector.begin('worker');
  expect(timer.mock.calls.map(([, ms]) => ms)).toEqual([15_000]);
  await collector.beforeApplicationShutdown();
});

it('loses nothing while PostgreSQL is away, and adds it once', async () => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const remoteProcess = new CountingProcess(remote);
  const { collector } = remoteProcess;
  at('2026-11-16T10:10Z');
  remoteProcess.answer('/v1/a', 1);
  await collector.now();
  proxy.disturb('cut');
  for (const time of ['10:20', '10:40', '11:00', '11:20', '13:00']) {
    at(`2026-11-16T${time}Z`);
    remoteProcess.answer('/v1/a', 10);
    await expect(collector.now()).rejects.toMatchObject({ code: 'database_unavailable' });
  }
  expect(await requestsByRoute()).toEqual({ '/v1/a': 1 });
  proxy.disturb('none');
  await written(collector);
  await collector.now();
  const rows = await routeRows();
  expect(rows.map(({ requests }) => Number(requests)).reduce((sum, count) => sum + count, 0)).toBe(51);
  expect((await hourRows()).map(({ hour }) => hour)).toEqual(['10', '11']);
  // Of each hour one report waited, however often it was tried.
  expect(await runSql(test.ownerUrl, 'select number from platform.trend_reports')).toEqual([{ number: 4 }]);
});

it('adds a report once whose answer was lost after the commit', async () => {
  at('2026-11-16T10:10Z');
  const remoteProcess = new CountingProcess(remote);
  const { collector } = remoteProcess;
  remoteProcess.answer('/v1/a', 1);
  await collector.now();
  proxy.disturbAnswers('cut');
  remoteProcess.answer('/v1/a', 10);
  await expect(collector.now()).rejects.toMatchObject({ code: 'database_unavailable' });
  proxy.disturbAnswers('none');
  // PostgreSQL had it.
  expect(await requestsByRoute()).toEqual({ '/v1/a': 11 });
  remoteProcess.answer('/v1/a', 100);
  await written(collector);
  expect(await requestsByRoute()).toEqual({ '/v1/a': 111 });
  expect(await hourRows()).toMatchObject([{ lookups: 111 }]);
});

it('writes a last time when its process ends, and nothing where it never began', async () => {
  const [served, command] = [new CountingProcess(), new CountingProcess()];
  served.collector.begin('api');
  served.answer('/v1/a', 3);
  command.answer('/v1/b', 3);
  await Promise.all([served, command].map(({ collector }) => collector.beforeApplicationShutdown()));
  expect(await requestsByRoute()).toEqual({ '/v1/a': 3 });
});

it('ends although PostgreSQL does not answer', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const remoteProcess = new CountingProcess(remote);
  remoteProcess.collector.begin('api');
  remoteProcess.answer('/v1/a', 3);
  proxy.disturb('cut');
  await remoteProcess.collector.beforeApplicationShutdown();
  proxy.disturb('none');
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('The figures of this process cannot be written'));
  proxy.disturb('hold');
  const held = new CountingProcess(remote);
  held.collector.begin('api');
  await held.collector.beforeApplicationShutdown();
  proxy.disturb('none');
  proxy.drop();
});

it('are kept for thirteen months', async () => {
  await runSql(
    test.ownerUrl,
    `insert into platform.trend_hours select date_trunc('hour', now() - age, 'UTC'), 1, 1, 1, 1
       from unnest('{13 months 1 day, 12 months 27 days}'::interval[]) as age;
     insert into platform.trend_routes select hour, 'GET', '/v1/a', 1, 0, array_fill(1, array[14]) from platform.trend_hours;
     insert into platform.trend_reports values (uuidv7(), 1, current_date - 8), (uuidv7(), 1, current_date - 6);
     insert into platform.trend_messages select current_date - age, 'webhook' from unnest('{400, 380}'::int[]) as age`,
  );
  expect(await enforceRetention(test.database)).toEqual({
    'platform.trend_hours': 1,
    'platform.trend_routes': 1,
    'platform.trend_reports': 1,
    'platform.trend_messages': 1,
  });
});
