/**
 * Real: the module with its routes, Terminus, flags on PostgreSQL, whose pool is closed to make it unreachable, the storage in a
 * directory.
 * Faked: the directory of tenants, the cache that processes share, the work that waits, and the filter that turns problems into answers.
 */
import { writeFileSync } from 'node:fs';
import timers from 'node:timers/promises';
import type { ArgumentsHost } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply } from 'fastify';
import { AuditModule } from '#platform/audit';
import { SharedTier } from '#platform/cache';
import { PALIER_VERSION, Settings, SettingsModule } from '#platform/config';
import { Database, DatabaseStatistics, Notifications, Replica } from '#platform/database';
import { DegradationModule } from '#platform/degradation';
import { ErasureLedgerModule, ErasureWatch } from '#platform/erasure-ledger';
import { type Untaken, UntakenWork } from '#platform/jobs';
import { SealedValues } from '#platform/key-rotation';
import { MasterKey } from '#platform/keys';
import type { Problem } from '#platform/problems';
import { breaker } from '#platform/resilience';
import { BlobStore, IncomingFiles, StorageIdentity } from '#platform/storage';
import { Lifecycle, TelemetryModule } from '#platform/telemetry';
import { TenantDirectory } from '#platform/tenancy';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { until } from '../../../test/support/until.js';
import { HealthModule } from './index.js';

const answerProblem = {
  catch: ({ code, status, detail }: Problem, host: ArgumentsHost) =>
    host.switchToHttp().getResponse<FastifyReply>().code(status).send({ code, detail }),
};

const masterKey = new MasterKey(
  Object.assign(new Settings(), { masterKey: Buffer.alloc(32, 7).toString('base64url') }),
);

describe('health', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let directory: { loaded: boolean };
  let untaken: Untaken[];
  let files: TestStorage;

  beforeEach(async () => {
    database = await testDatabase();
    directory = { loaded: true };
    untaken = [];
    files = testStorage(database);
    const providers = [
      { provide: Database, useValue: database.database },
      { provide: Notifications, useValue: database.notifications },
      { provide: DatabaseStatistics, useValue: database.statistics },
      { provide: Replica, useValue: null },
      { provide: TenantDirectory, useValue: directory },
      { provide: SharedTier, useValue: { flagsChanged: async () => {} } },
      { provide: BlobStore, useValue: files.store },
      { provide: IncomingFiles, useValue: files.incoming },
      { provide: StorageIdentity, useValue: new StorageIdentity(database.database, files.store, files.incoming) },
      { provide: SealedValues, useValue: new SealedValues(database.database, masterKey) },
      { provide: UntakenWork, useValue: { find: async () => untaken } },
    ];
    const module = await Test.createTestingModule({
      imports: [
        SettingsModule.with(database.settings),
        { module: class Platform {}, global: true, providers, exports: providers.map(({ provide }) => provide) },
        TelemetryModule,
        AuditModule,
        DegradationModule,
        ErasureLedgerModule,
        HealthModule,
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(answerProblem);
    await app.init();
  });

  afterEach(async () => {
    await app.close();
    files.remove();
    await database.close();
  });

  const probe = async (path: 'live' | 'ready' | 'startup') => {
    const { statusCode, payload } = await app.inject(`/health/${path}`);
    return { status: statusCode, body: JSON.parse(payload) };
  };
  const statuses = async () => [
    (await probe('live')).status,
    (await probe('startup')).status,
    (await probe('ready')).status,
  ];

  it('is live at once, started when it serves, and ready until it drains', async () => {
    const lifecycle = app.get(Lifecycle);
    expect(await statuses()).toEqual([200, 503, 503]);
    lifecycle.serve();
    expect(await statuses()).toEqual([200, 200, 200]);
    lifecycle.drain();
    expect(await statuses()).toEqual([200, 200, 503]);
    lifecycle.serve();
    expect(await statuses()).toEqual([200, 200, 503]);
  });

  it('names the reasons why it is not ready', async () => {
    directory.loaded = false;
    const { body } = await probe('ready');
    expect(body).toMatchObject({
      code: 'not_ready',
      detail: { en: expect.stringContaining('process starting, directory never loaded') },
    });
  });

  it('stays ready without the database, and reports it as degraded', async () => {
    app.get(Lifecycle).serve();
    const parts = {
      process: 'up',
      connections: 'up',
      directory: 'up',
      database: 'up',
      disk: 'up',
      workers: 'up',
      erasures: 'up',
      keys: 'up',
      storage: 'up',
    };
    const build = { version: PALIER_VERSION, time: expect.stringMatching(/^20\d\d-/) };
    expect(await probe('ready')).toEqual({
      status: 200,
      body: { status: 'ok', degraded: [], parts, withoutWorker: [], ...build },
    });
    await database.close();
    let found = await probe('ready');
    // The result of the database check is reused for a second.
    while (found.body.degraded.length === 0) found = await probe('ready');
    expect(found).toEqual({
      status: 200,
      body: {
        status: 'degraded',
        degraded: ['database'],
        parts: { ...parts, database: 'degraded' },
        withoutWorker: [],
        ...build,
      },
    });
    database = await testDatabase();
  });

  it('stays ready while a circuit breaker is open, and reports its dependency as degraded', async () => {
    app.get(Lifecycle).serve();
    const redis = breaker('redis', { timeoutMs: 100, resetMs: 60_000 }, () => Promise.reject(new Error('unreachable')));
    try {
      expect((await probe('ready')).body).toMatchObject({ degraded: [], parts: { redis: 'up' } });
      while (!redis.open) await redis.call().catch(() => {});
      expect(await probe('ready')).toMatchObject({
        status: 200,
        body: { status: 'degraded', degraded: ['redis'], parts: { redis: 'degraded' } },
      });
    } finally {
      redis.end();
    }
  });

  it('stays ready while work waits that no worker takes, and reports the workers as degraded', async () => {
    app.get(Lifecycle).serve();
    untaken = [
      { what: 'outbox (event)', since: new Date(0) },
      { what: 'auth.send-mail', since: new Date(0) },
    ];
    const withoutWorker = ['outbox (event)', 'auth.send-mail'];
    const body = { status: 'degraded', degraded: ['workers'], withoutWorker };
    expect(await probe('ready')).toMatchObject({ status: 200, body });
  });

  it('stays ready while erasures are waived, and reports that', async () => {
    app.get(Lifecycle).serve();
    const tenantId = '018f0000-0000-7000-8000-000000000001';
    const waived = `set app.tenant_id = '${tenantId}'; select platform.note_erasure(uuidv7(), true)`;
    await runSql(database.appUrl, waived);
    expect(await probe('ready')).toMatchObject({ status: 200, body: { status: 'degraded', degraded: ['erasures'] } });
  });

  it('stays ready while another master key sealed what the database has, and reports that', async () => {
    app.get(Lifecycle).serve();
    const other = new MasterKey(
      Object.assign(new Settings(), { masterKey: Buffer.alloc(32, 8).toString('base64url') }),
    );
    const user = '018f0000-0000-7000-8000-000000000001';
    const sealed = other.seal(Buffer.alloc(32), `a key ${user}`).toString('hex');
    const insert = `insert into platform.person_keys values ('${user}', '${user}', 'a key', '\\x${sealed}')`;
    await runSql(database.adminUrl, insert);
    expect(await probe('ready')).toMatchObject({ status: 200, body: { status: 'degraded', degraded: ['keys'] } });
  });

  it('reports that erasures are not compared until the storage can be reached', async () => {
    app.get(Lifecycle).serve();
    const size = jest.spyOn(files.store, 'size').mockRejectedValue(new Error('away'));
    const behind = jest.fn();
    app.get(ErasureWatch).begin(false, behind);
    expect((await probe('ready')).body).toMatchObject({ status: 'degraded', degraded: ['erasures'] });
    size.mockRestore();
    await until(async () => (await probe('ready')).body.status === 'ok');
    expect(behind).not.toHaveBeenCalled();
  });

  it('reports that erasures are not compared once the storage is lost while it serves', async () => {
    app.get(Lifecycle).serve();
    const pauses = jest.spyOn(timers, 'setTimeout');
    const size = jest.spyOn(files.store, 'size').mockRejectedValue(new Error('away'));
    try {
      // The minute until the first comparison is over at once.
      pauses.mockResolvedValueOnce(undefined);
      app.get(ErasureWatch).begin(true, jest.fn());
      await until(() => pauses.mock.calls.filter(([ms]) => Number(ms) >= 5000).length === 2);
      expect((await probe('ready')).body).toMatchObject({ status: 'degraded', degraded: ['erasures'] });
    } finally {
      size.mockRestore();
      pauses.mockRestore();
    }
  });

  it('stays ready while files cannot be kept, and reports the storage as degraded', async () => {
    app.get(Lifecycle).serve();
    files.remove();
    writeFileSync(files.directory, 'no directory');
    expect(await probe('ready')).toMatchObject({ status: 200, body: { status: 'degraded', degraded: ['storage'] } });
  });

  it('stays ready with the storage of another deployment, and reports the storage as degraded', async () => {
    app.get(Lifecycle).serve();
    await app.get(StorageIdentity).claim();
    await runSql(database.adminUrl, 'update platform.deployment set id = gen_random_uuid()');
    expect(await probe('ready')).toMatchObject({ status: 200, body: { status: 'degraded', degraded: ['storage'] } });
  });

  it('queries the database once for many probes', async () => {
    app.get(Lifecycle).serve();
    const before = database.statistics.statements;
    await Promise.all(Array.from({ length: 200 }, () => probe('ready')));
    expect(database.statistics.statements - before).toBeLessThan(20);
  });
});
