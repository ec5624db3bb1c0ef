/** Real: PostgreSQL, the module, two applications as two processes. Faked: the cache that processes share. */
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type EvaluationContext, OpenFeature } from '@openfeature/server-sdk';
import { AuditModule, AuditTrail, inActor } from '#platform/audit';
import { SharedTier } from '#platform/cache';
import { SettingsModule } from '#platform/config';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Problem } from '#platform/problems';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { declareFlag, FlagChanges, Flags, FlagsModule, RequireFlag } from './index.js';

declareFlag('test.search', { default: true, about: { en: 'A search.', fr: 'Une recherche.' } });
declareFlag('test.news', { default: false, about: { en: 'News.', fr: 'Actualités.' } });
const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, status: error.status, headers: error.options.headers };
    throw error;
  }
  return undefined;
};

describe('flags', () => {
  let database: TestDatabase;
  let here: INestApplicationContext;
  let elsewhere: INestApplicationContext;
  let flags: Flags;
  /** The flags whose shared answers were voided, by either process. */
  const voided: string[] = [];

  async function start(): Promise<INestApplicationContext> {
    const shared = { flagsChanged: async (names: string[]) => void voided.push(...names) };
    const providers = [
      { provide: Database, useValue: database.database },
      { provide: SharedTier, useValue: shared },
    ];
    const module = await Test.createTestingModule({
      imports: [
        SettingsModule.with(database.settings),
        { module: class Platform {}, global: true, providers, exports: [Database, SharedTier] },
        AuditModule,
        FlagsModule,
      ],
    }).compile();
    module.useLogger(false);
    return module.init();
  }

  beforeAll(async () => {
    database = await testDatabase();
    elsewhere = await start();
    here = await start();
    flags = here.get(Flags);
  });

  afterAll(async () => {
    await here?.close();
    await elsewhere?.close();
    await database?.close();
  });

  afterEach(async () => {
    await flags.clear('test.search');
    await flags.clear('test.news');
  });

  it('takes the declared default while no operator has set a flag', () => {
    expect([flags.isOn('test.search'), flags.isOn('test.news')]).toEqual([true, false]);
  });

  it('changes a flag in this process at once, and in another process soon', async () => {
    await flags.change('test.search', (present) => ({ ...present, enabled: false }));
    expect(flags.isOn('test.search')).toBe(false);
    await until(() => !elsewhere.get(Flags).isOn('test.search'));
    await flags.clear('test.search');
    expect(flags.isOn('test.search')).toBe(true);
    await until(() => elsewhere.get(Flags).isOn('test.search'));
  });

  it('voids the shared answers behind a flag in each process that learns of its change', async () => {
    // Of the test before the other process may not know yet.
    await elsewhere.get(Flags).refresh();
    voided.splice(0);
    await flags.change('test.news', (present) => ({ ...present, enabled: true }));
    await until(() => voided.length === 2);
    await flags.refresh();
    expect(voided).toEqual(['test.news', 'test.news']);
  });

  it('loses no change when two processes change a flag at once', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `0197a1b2-7c3d-7e4f-8a5b-0000000000${10 + index}`);
    const [one, two] = [flags, elsewhere.get(Flags)];
    await Promise.all(
      ids.map((id, index) =>
        (index % 2 ? one : two).change('test.news', (present) => ({
          ...present,
          tenantsOn: [...present.tenantsOn, id],
        })),
      ),
    );
    await flags.refresh();
    expect([...(flags.get('test.news').setting?.tenantsOn ?? [])].sort()).toEqual(ids);
  });

  it('gives no version twice, even after a flag was cleared', async () => {
    const change = async () => (await flags.change('test.news', (present) => present)).setting?.version;
    const [first, second] = [await change(), await change()];
    await flags.clear('test.news');
    const versions = [first, second, await change()];
    expect(versions).toEqual([...versions].sort((a, b) => Number(a) - Number(b)));
    expect(new Set(versions).size).toBe(3);
  });

  it('refuses a route whose flag is off for the tenant', async () => {
    await flags.change('test.search', (present) => ({ ...present, tenantsOff: [tenantId] }));
    expect(codeOf(() => flags.require('test.search', { tenantId }))).toMatchObject({
      code: 'feature_disabled',
      status: 404,
    });
    expect(codeOf(() => flags.require('test.search', { tenantId: 'another' }))).toBeUndefined();
  });

  it('refuses a flag that is not declared', async () => {
    expect(codeOf(() => flags.get('test.unknown'))).toMatchObject({ code: 'flag_not_found' });
    expect(() => flags.isOn('test.unknown')).toThrow('declareFlag');
    await expect(flags.change('test.unknown', (present) => present)).rejects.toMatchObject({ code: 'flag_not_found' });
  });

  it('answers through OpenFeature from the same memory', async () => {
    const client = OpenFeature.getClient();
    // The application that started last answers.
    const last = await start();
    const flags = last.get(Flags);
    await flags.change('test.news', (present) => ({ ...present, tenantsOn: [tenantId] }));
    expect(await client.getBooleanValue('test.news', false, { tenantId })).toBe(true);
    expect(await client.getBooleanValue('test.news', true, {})).toBe(false);
    const rules = { plansOn: ['pro'], usersOff: [tenantId], enabled: false };
    await flags.change('test.news', (present) => ({ ...present, ...rules, tenantsOn: [] }));
    const asked: EvaluationContext[] = [
      { plan: 'pro' },
      { plan: 'free' },
      { plan: 'pro', userId: tenantId },
      { plan: 7, userId: 7 },
    ];
    const answers = asked.map((context) => client.getBooleanValue('test.news', true, context));
    expect(await Promise.all(answers)).toEqual([true, false, false, false]);
    expect(await client.getBooleanDetails('test.unknown', true)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    });
    expect(await client.getStringDetails('test.news', 'x')).toMatchObject({ value: 'x', errorCode: 'TYPE_MISMATCH' });
    await last.close();
  });

  it('audits changes with their actor, and no failed or empty change', async () => {
    await inActor({ kind: 'operator', id: tenantId }, async () => {
      await flags.change('test.news', (present) => ({ ...present, percentage: 25, tenantsOn: [tenantId] }));
      const refused = flags.change('test.news', () => {
        throw new Error('no');
      });
      await expect(refused).rejects.toThrow('no');
      await flags.clear('test.news');
      await flags.clear('test.news');
    });
    const { data: lines } = await here.get(AuditTrail).list(PLATFORM_TENANT_ID, { actor: tenantId, limit: 10 });
    expect(lines.map(({ action, targetId, details }) => [action, targetId, details])).toEqual([
      ['flags.flag.cleared', 'test.news', null],
      [
        'flags.flag.set',
        'test.news',
        {
          ...{ enabled: false, percentage: 25, percentageOf: 'tenants', environmentsOn: '', environmentsOff: '' },
          ...{ plansOn: '', plansOff: '', tenantsOn: 1, tenantsOff: 0, usersOn: 0, usersOff: 0 },
        },
      ],
    ]);
  });

  it('tells who changed a flag, why and to what, the latest first, and nothing of another flag', async () => {
    const changes = here.get(FlagChanges);
    const ada = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b9';
    await inActor({ kind: 'operator', id: ada }, async () => {
      await flags.change('test.news', (present) => ({ ...present, percentage: 25, plansOn: ['pro'] }), 'a first try');
      await flags.change('test.search', (present) => ({ ...present, enabled: false }), 'another');
      await flags.clear('test.news', 'it is over');
      await flags.change('test.news', (present) => ({ ...present, usersOff: [tenantId] }));
    });
    const told = (await changes.list('test.news', { limit: 3 })).data;
    expect(told.map(({ actorId, change, reason, setting }) => [actorId, change, reason, setting])).toEqual([
      [ada, 'set', '', expect.objectContaining({ usersOff: 1, plansOn: '' })],
      [ada, 'cleared', 'it is over', null],
      [ada, 'set', 'a first try', expect.objectContaining({ percentage: 25, plansOn: 'pro' })],
    ]);
    const walked: string[] = [];
    for (let cursor: string | undefined; walked.length < 3; ) {
      const { data, page } = await changes.list('test.news', { limit: 1, cursor });
      walked.push(...data.map(({ id }) => id));
      cursor = page.next ?? undefined;
    }
    expect(walked).toEqual(told.map(({ id }) => id));
    await expect(changes.list('test.unknown', {})).rejects.toMatchObject({ code: 'flag_not_found' });
    expect(flags.get('test.news').setting?.reason).toBe('');
  });

  it('gives a share of users the same in a process that has just started, which then reads the flags twice a second', async () => {
    await flags.change('test.news', (present) => ({
      ...present,
      enabled: true,
      percentage: 30,
      percentageOf: 'users',
    }));
    const users = Array.from({ length: 1000 }, (_, i) => `user-${i}`);
    const on = (own: Flags) => users.filter((userId) => own.isOn('test.news', { userId, tenantId }));
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const fresh = await start();
    const periods = timers.mock.calls.flatMap(([work, ms]) => (String(work).includes('this.begin()') ? [ms] : []));
    timers.mockRestore();
    try {
      // So that what is changed anywhere is in force here within a second.
      expect([...new Set(periods)]).toEqual([500]);
      expect(on(fresh.get(Flags))).toEqual(on(flags));
      expect(on(flags).length).toBeGreaterThan(200);
    } finally {
      await fresh.close();
    }
  });

  it('refuses a list of more than 1,000', async () => {
    const usersOn = Array.from({ length: 1001 }, () => newId());
    const change = flags.change('test.news', (present) => ({ ...present, usersOn }));
    await expect(change).rejects.toMatchObject({ code: 'flag_list_full', status: 422 });
    await flags.change('test.news', (present) => ({ ...present, usersOn: usersOn.slice(1) }));
    expect(flags.isOn('test.news', { userId: usersOn[1] })).toBe(true);
  });

  it('does not start when a route requires a flag that is not declared', async () => {
    class Routes {
      @RequireFlag('test.forgotten')
      list() {}
    }
    expect(Routes).toBeDefined();
    await expect(start()).rejects.toThrow('test.forgotten');
    declareFlag('test.forgotten', { default: true, about: { en: 'Remembered.', fr: 'Retrouvé.' } });
  });
});
