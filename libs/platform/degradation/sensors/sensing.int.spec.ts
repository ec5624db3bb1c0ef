// Real: PostgreSQL, two applications as two processes, the changes and the audit. Faked: what the sensors read, and the clock.
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AuditModule, AuditTrail } from '#platform/audit';
import { SettingsModule } from '#platform/config';
import { Database, Notifications } from '#platform/database';
import { newId } from '#platform/ids';
import { shedTenants } from '#platform/resilience';
import { processName } from '#platform/telemetry';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { Degradation, DegradationChanges, DegradationModule, DegradationProcesses } from '../index.js';
import type { Readings } from './readings.js';
import { Sensing } from './sensing.js';

interface Process {
  readonly app: INestApplicationContext;
  readonly degradation: Degradation;
  /** Its sensors read for so many seconds. */
  read(seconds: number, values?: Partial<Record<'loop' | 'wait' | 'work' | 'open' | 'full', number>>): Promise<void>;
  /** The tenant that is found to cause what its sensors read. */
  heaviest: string | undefined;
}

let database: TestDatabase;
let one: Process;
let two: Process;

async function start(): Promise<Process> {
  const providers = [
    { provide: Database, useValue: database.database },
    { provide: Notifications, useValue: database.notifications },
  ];
  const module = await Test.createTestingModule({
    imports: [
      SettingsModule.with(database.settings),
      { module: class Platform {}, global: true, providers, exports: [Database, Notifications] },
      AuditModule,
      DegradationModule,
    ],
  }).compile();
  module.useLogger(false);
  const app = await module.init();
  const now = { loop: 0, wait: 0, work: 0, open: 0, full: 0 };
  const readings = {
    eventLoopDelay: () => now.loop,
    connectionWait: () => now.wait,
    oldestWork: async () => now.work,
    openBreakers: () => now.open,
    fullDisk: () => now.full,
    heaviest: (_sensor: string) => process.heaviest,
  } as Readings;
  const degradation = app.get(Degradation);
  const sensing = new Sensing(readings, degradation, app.get(DegradationChanges), app.get(DegradationProcesses));
  let clock = 0;
  const read: Process['read'] = async (seconds, values = {}) => {
    Object.assign(now, { loop: 0, wait: 0, work: 0, open: 0, full: 0 }, values);
    for (const end = clock + seconds * 1000; clock < end; clock += 500) {
      sensing.readDue(clock);
      await new Promise(setImmediate);
    }
  };
  const process: Process = { app, degradation, read, heaviest: undefined };
  return process;
}

beforeEach(async () => {
  database = await testDatabase();
  [one, two] = [await start(), await start()];
});
afterEach(async () => {
  await one?.app.close();
  await two?.app.close();
  await database?.close();
});

const changes = async (count: number) => {
  const last = () => one.app.get(DegradationChanges).last();
  await until(async () => (await last()).length >= count);
  return (await last()).map(({ process, before, after, cause, reason }) => [process, before, after, cause, reason]);
};

it('a process that is slowed raises its own level, and the other keeps its own', async () => {
  await Promise.all([one.read(7, { loop: 700 }), two.read(7, { loop: 20 })]);
  expect([one, two].map(({ degradation }) => degradation.header)).toEqual(['level=2;cause=event_loop', undefined]);
  await Promise.all([one.read(15), two.read(15)]);
  expect(one.degradation.level).toBe(0);
  expect(await changes(3)).toEqual([
    [processName, 1, 0, 'event_loop', 'event_loop 0 ms'],
    [processName, 2, 1, 'event_loop', 'event_loop 0 ms'],
    [processName, 0, 2, 'event_loop', 'event_loop 700 ms'],
  ]);
});

it.each([
  { values: { loop: 300 }, below: { loop: 299 } },
  { values: { wait: 1000 }, below: { wait: 999 } },
])('a tenant that causes $values is refused before the level rises for everybody', async ({ values, below }) => {
  const [first, second] = [newId(), newId()];
  const refused = (tenantId: string) =>
    (['sheddable', 'normal', 'vital'] as const).filter((priority) => shedTenants.refuses(tenantId, priority));
  one.heaviest = first;
  await one.read(1, below);
  expect(refused(first)).toEqual([]);
  await one.read(1, values);
  expect([refused(first), refused(second), one.degradation.level]).toEqual([['sheddable'], [], 0]);
  one.heaviest = undefined;
  await one.read(7, values);
  expect([refused(second), one.degradation.level]).toEqual([[], 1]);
});

it('a block of the event loop that does not last changes nothing', async () => {
  await one.read(5, { loop: 5000 });
  await one.read(2);
  expect(one.degradation.level).toBe(0);
});

it('what all processes share is told once, in the changes and in the audit', async () => {
  await Promise.all([one.read(12, { full: 1 }), two.read(12, { full: 1 })]);
  expect([one, two].map(({ degradation }) => degradation.header)).toEqual(Array(2).fill('level=3;cause=full_disk'));
  await Promise.all([one.read(20, { work: 5 }), two.read(20)]);
  expect([one, two].map(({ degradation }) => degradation.level)).toEqual([0, 0]);
  // Each process writes its changes in order, so that nothing of before them is missing.
  await two.read(7, { wait: 1700 });
  await one.read(12, { open: 1 });
  const told = await changes(6);
  expect(told.filter(([, , , cause]) => cause === 'full_disk')).toEqual([
    [null, 1, 0, 'full_disk', 'full_disk 0 full'],
    [null, 2, 1, 'full_disk', 'full_disk 0 full'],
    [null, 3, 2, 'full_disk', 'full_disk 0 full'],
    [null, 0, 3, 'full_disk', 'full_disk 1 full'],
  ]);
  const { data: lines } = await one.app.get(AuditTrail).list(PLATFORM_TENANT_ID, { limit: 10 });
  expect(lines.map(({ action }) => action)).toEqual(Array(6).fill('degradation.level.sensed'));
});

it('a change that the processes see ten seconds apart is told once', async () => {
  const doNotFake = ['nextTick', 'setImmediate', 'setTimeout', 'setInterval', 'performance', 'queueMicrotask'] as const;
  jest.useFakeTimers({ now: Date.now(), doNotFake: [...doNotFake, 'hrtime', 'clearTimeout', 'clearInterval'] });
  await one.read(12, { full: 1 });
  // It is that one which is kept.
  await changes(1);
  jest.setSystemTime(Date.now() + 10_000);
  await two.read(12, { full: 1 });
  jest.useRealTimers();
  // After the one of before.
  await two.read(7, { full: 1, wait: 4000 });
  await two.read(7);
  expect((await changes(2)).filter(([, before]) => before === 0)).toEqual([
    [processName, 0, 3, 'connection_wait', 'connection_wait 4000 ms'],
    [null, 0, 3, 'full_disk', 'full_disk 1 full'],
  ]);
});

it('the same change of two processes is told of each', async () => {
  const change = { at: new Date(), before: 0, after: 1, cause: 'event_loop', reason: '' } as const;
  for (const process of ['a 1', 'a 1', 'b 2']) one.app.get(DegradationChanges).sensed({ ...change, process }, 10);
  expect((await changes(2)).map(([process]) => process)).toEqual(['b 2', 'a 1']);
});

it('old work calls for level 2 at most, and work that cannot be read for nothing', async () => {
  await one.read(100, { work: 100_000 });
  expect(one.degradation.header).toBe('level=2;cause=oldest_job');
  await one.read(60, { work: Number.NaN });
  expect(one.degradation.level).toBe(2);
});

it('changes are recorded once the database is back', async () => {
  const away = jest.spyOn(database.database, 'transaction').mockRejectedValue(new Error('no database'));
  await one.read(7, { loop: 400 });
  await one.read(12);
  expect(away).toHaveBeenCalled();
  away.mockRestore();
  expect(await changes(2)).toEqual([
    [processName, 1, 0, 'event_loop', 'event_loop 0 ms'],
    [processName, 0, 1, 'event_loop', 'event_loop 400 ms'],
  ]);
});
