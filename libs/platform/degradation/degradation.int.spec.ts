/** Real: PostgreSQL, the module, two applications as two processes. Faked: nothing. */
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AuditModule, AuditTrail, inActor } from '#platform/audit';
import { SettingsModule } from '#platform/config';
import { Database, Notifications } from '#platform/database';
import { Problem } from '#platform/problems';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { Degradation, DegradationChanges, DegradationModule, declareDegradation } from './index.js';

const what = { en: 'A test is cut.', fr: 'Un essai est suspendu.' };
const work = declareDegradation('test.work', { from: 3, ...what });
const operator = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';

const codeOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, status: error.status, headers: error.options.headers };
    throw error;
  }
  return undefined;
};

describe('the degradation level', () => {
  let database: TestDatabase;
  let here: INestApplicationContext;
  let elsewhere: INestApplicationContext;
  let degradation: Degradation;

  async function start(): Promise<INestApplicationContext> {
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
    return module.init();
  }

  beforeAll(async () => {
    database = await testDatabase();
    elsewhere = await start();
    here = await start();
    degradation = here.get(Degradation);
  });

  afterAll(async () => {
    await here?.close();
    await elsewhere?.close();
    await database?.close();
  });

  afterEach(async () => {
    await degradation.set(0, '');
  });

  it.each([
    [0, []],
    [1, ['sheddable']],
    [3, ['sheddable']],
    [4, ['normal', 'sheddable']],
  ] as const)('refuses at level %i: %j', async (level, refused) => {
    await degradation.set(level, 'a test');
    const classes = ['normal', 'sheddable', 'vital'] as const;
    expect(classes.filter((priority) => degradation.refuses(priority))).toEqual(refused);
    for (const priority of refused) {
      expect(degradation.refusal(priority)).toMatchObject({ code: 'overloaded', status: 503 });
      const waits = Array.from({ length: 50 }, () => degradation.refusal(priority)?.options.headers?.['retry-after']);
      expect(new Set(waits).size).toBeGreaterThan(1);
      for (const seconds of waits) expect(seconds).toMatch(/^([89]|1[0-5])$/);
    }
    expect(degradation.refusal('vital')).toBeUndefined();
  });

  it('is set for every process, and does not change its start when the level is the same', async () => {
    const { since } = await degradation.set(2, 'the crowd');
    await until(() => elsewhere.get(Degradation).level === 2);
    const present = { level: 2, cause: 'manual', hold: false, endsAt: null, since };
    expect(elsewhere.get(Degradation).present).toEqual({ ...present, reason: 'the crowd' });
    expect(await degradation.set(2, '')).toEqual({ ...present, reason: '' });
  });

  it('is held whatever the sensors call for, and is the greatest otherwise', async () => {
    const levels = async (byHand: number, hold: boolean) => {
      const { level, cause } = await degradation.set(byHand, '', { seconds: 60, hold });
      return [level, cause];
    };
    degradation.sense(new Map([['event_loop', 2]]));
    try {
      expect(await levels(0, true)).toEqual([0, 'manual']);
      expect(degradation.header).toBeUndefined();
      expect(await levels(1, true)).toEqual([1, 'manual']);
      expect(await levels(1, false)).toEqual([2, 'event_loop']);
      expect(degradation.header).toBe('level=2;cause=event_loop');
      expect(await levels(3, false)).toEqual([3, 'manual']);
    } finally {
      degradation.sense(new Map());
    }
  });

  it('ends by itself in every process, and tells it once', async () => {
    const told = await degradation.set(3, 'a drill', { seconds: 1 });
    expect(told).toMatchObject({ level: 3, reason: 'a drill', endsAt: expect.any(Date) });
    await until(() => elsewhere.get(Degradation).level === 3);
    await until(() => [here, elsewhere].every((each) => each.get(Degradation).level === 0));
    expect(degradation.present).toMatchObject({ level: 0, cause: null, since: told.endsAt });
    await until(() => degradation.present.endsAt === null);
    const changes = await here.get(DegradationChanges).last();
    expect(changes.slice(0, 2)).toEqual([
      { at: told.endsAt, process: null, before: 3, after: 0, cause: 'manual', reason: 'a drill' },
      { at: expect.any(Date), process: null, before: 0, after: 3, cause: 'manual', reason: 'a drill' },
    ]);
  });

  it('ends by itself without the database too', async () => {
    const { endsAt } = await degradation.set(3, 'a drill', { seconds: 1 });
    const away = jest.spyOn(database.database, 'unscopedRead').mockRejectedValue(new Error('no database'));
    try {
      await until(() => degradation.level === 0);
      expect(degradation.present.since).toEqual(endsAt);
    } finally {
      away.mockRestore();
    }
  });

  it.each([
    [2, undefined],
    [3, { code: 'degraded', status: 503, headers: { 'retry-after': '60' } }],
  ])('begins work that is cut from level 3 on, at level %i: %j', async (level, refusal) => {
    await degradation.set(level, 'a test');
    expect(degradation.cuts(work)).toBe(refusal !== undefined);
    expect(codeOf(() => degradation.admitWork(work))).toEqual(refusal);
  });

  it('takes each declaration once', () => {
    expect(() => declareDegradation('test.work', { from: 1, ...what })).toThrow('declared twice');
  });

  it('audits a change with its actor', async () => {
    await inActor({ kind: 'operator', id: operator }, () => degradation.set(3, 'a test'));
    const { data: lines } = await here.get(AuditTrail).list(PLATFORM_TENANT_ID, { actor: operator, limit: 10 });
    expect(lines.map(({ action, targetId, details }) => [action, targetId, details])).toEqual([
      ['degradation.level.set', 'deployment', { level: 3, before: 0, hold: false }],
    ]);
  });
});
