// Real: the whole API over a PostgreSQL of its own and a streaming replica that is paused, frozen, killed and promoted.
// Faked: nothing.
import { Controller, Get, Logger, Module } from '@nestjs/common';
import pg from 'pg';
import { Allow, Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Database, migrate, Replica, statement } from '#platform/database';
import { newId } from '#platform/ids';
import { inRequest, Lifecycle, MetricsServer } from '#platform/telemetry';
import { migrations } from '../../migrations/index.js';
import { valuesOf } from '../e2e/explain/plan.js';
import { palier } from '../support/command-line.js';
import { EmbeddedProcess } from '../support/embedded-process.js';
import { lastingPort } from '../support/lasting-port.js';
import { callAs } from '../support/signed-in.js';
import { dataDirectory } from '../support/solo.js';
import { runSqlAlone } from '../support/sql.js';
import { checkedStatements } from '../support/statements.js';
import { Maker } from '../support/studio.js';
import { startProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import type { TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';
import { type Replica as ReplicaServer, startReplica } from './replica.js';

/** Where it runs. */
const where = statement<{ there: boolean }>('test.where', { onReplica: true })`SELECT pg_is_in_recovery() AS there`;

/** Long enough for others to need connections of their own meanwhile. */
const slow = statement<{ there: boolean }>('test.slow', { onReplica: true })`
  SELECT pg_is_in_recovery() AS there FROM pg_sleep(0.3)`;

@Priority('normal')
@Controller('v1/where/:tenant')
class WhereController {
  constructor(private readonly database: Database) {}

  @Get('read')
  @Public()
  async read() {
    return (await this.database.read({ tenantId: newId() }, where))[0];
  }

  @Get('kept')
  @Public()
  @CachedResponse({ ttl: 60, tags: () => [] })
  kept() {
    return this.read();
  }

  @Get('strict')
  @Allow('catalog.read', { least: 'member', revocation: 'strict' })
  strict() {
    return this.read();
  }
}

@Module({ controllers: [WhereController] })
class WhereModule {}

const data = dataDirectory();
const primary = new EmbeddedProcess(data.path);
let urls: { app: string; owner: string; admin: string };
let shared: TestDatabase;
let server: ReplicaServer;
/** It reads from a replica that is far behind, too. */
let patient: TestApp;
let maker: Maker;

beforeAll(async () => {
  ({ urls } = await primary.started());
  urls.admin = Object.assign(new URL(urls.admin), { pathname: new URL(urls.app).pathname }).href;
  await migrate(urls.owner, migrations);
  const connection = { url: urls.app, directUrl: urls.app };
  shared = { connection, adminUrl: urls.admin, ownerUrl: urls.owner, appUrl: urls.app } as TestDatabase;
  server = await startReplica({ primary: { adminUrl: urls.admin, appUrl: urls.app } });
  patient = await startTestApp({ databaseReadUrl: server.url, databasePoolSize: 5, replicaLagMs: 60_000 }, shared, [
    WhereModule,
    ...workers,
  ]);
  maker = await Maker.in(patient, 'admin');
  await maker.app('notes');
});
afterEach(async () => {
  server.thaw();
  await server.resume().catch(() => {});
});
afterAll(async () => {
  await patient?.close();
  await server?.stop();
  await primary.stop();
  data.remove();
});

const startApp = (settings: Parameters<typeof startTestApp>[0] = {}) =>
  startTestApp({ databaseReadUrl: server.url, databasePoolSize: 5, ...settings }, shared);

const scopeOf = () => ({ tenantId: maker.tenant.id });

/** Whether a request reads from the replica. @param after when the last commit was made that it must see; none by default */
async function isThere(
  api = patient,
  work = () => api.app.get(Database).read(scopeOf(), where),
  after = Number.NEGATIVE_INFINITY,
): Promise<boolean> {
  const scope = { requestId: 'test', traceId: undefined, spanId: undefined, span: undefined, tenantId: undefined };
  const [row] = await inRequest({ ...scope, reads: { after } }, work);
  return row?.there ?? false;
}

const condition = (api = patient) => api.app.get<Replica>(Replica).condition;
const used = (api = patient) => until(() => condition(api) === 'up');

/** Resolves once the replica answers those who must see what was written by now, or by a moment later. */
async function caughtUp(laterMs = 0): Promise<void> {
  const by = performance.now() + laterMs;
  await until(() => isThere(patient, undefined, by));
}

const rename = async (name: string) => {
  const { statusCode, headers } = await maker.call('PATCH', '/notes', { name }, { 'if-match': '*' });
  expect(statusCode).toBe(200);
  return String(headers['palier-wrote']);
};
const names = async (headers: Record<string, string> = {}, api = patient): Promise<string[]> => {
  const { data } = (await callAs(api, maker.user.token, 'GET', '/v1/catalog/apps', undefined, headers)).json();
  return data.map(({ name }: { name: string }) => name);
};
const list = async (headers: Record<string, string> = {}, api = patient) => (await names(headers, api))[0];
/** Resolves once the list begins with that name: a read that the replica may answer goes to the primary while that is busy. */
const listed = (name: string, headers: Record<string, string> = {}, api = patient) =>
  until(async () => (await list(headers, api)) === name);

describe('reads from a replica', () => {
  it('answers a list there, and its writer as it wrote', async () => {
    const earlier = await rename('first');
    // A position tells the latest time of its write, later by what is not known of the primary's clock.
    await caughtUp(2000);
    await server.pause();
    const position = await rename('second');
    await listed('first');
    expect(await list({ 'palier-wrote': position })).toBe('second');
    const forged = position.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    await listed('first', { 'palier-wrote': forged });
    await listed('first', { 'palier-wrote': earlier });
    // A page that keeps the header of some answers only also sends the cookie of its last write.
    const both = (header: string, cookie: string) => ({ 'palier-wrote': header, cookie: `Palier-Wrote=${cookie}` });
    for (const other of [earlier, forged, '', 'x'.repeat(257)]) {
      expect(await list(both(other, position))).toBe('second');
      expect(await list(both(position, other))).toBe('second');
    }
    await listed('first', both(earlier, forged));
    await server.resume();
    await caughtUp();
    expect(await list()).toBe('second');
  });

  it('is not for who has seen that an operation has ended, and reads what it wrote', async () => {
    await maker.app('leaving');
    await caughtUp();
    await server.pause();
    const started = await maker.call('DELETE', '/leaving');
    expect(started.statusCode).toBe(202);
    const shown = await until(async () => {
      const answer = await callAs(patient, maker.user.token, 'GET', String(started.headers.location));
      return answer.json().state === 'succeeded' ? answer : undefined;
    });
    await until(async () => (await names()).includes('leaving'));
    expect(await names({ 'palier-wrote': String(shown.headers['palier-wrote']) })).not.toContain('leaving');
  });

  it('is not for what fills the cache, nor for members where their access is checked strictly', async () => {
    await used();
    const answer = (route: string) =>
      callAs(patient, maker.user.token, 'GET', `/v1/where/${maker.tenant.slug}/${route}`);
    expect(await until(async () => (await answer('read')).json().there)).toBe(true);
    const kept = await answer('kept');
    expect(kept.json()).toEqual({ there: false });
    expect(kept.headers['cache-status']).toContain('stored');
    expect((await answer('strict')).json()).toEqual({ there: false });
  });

  it('is not for transactions, for what comes after one, or for what belongs to no request', async () => {
    const database = patient.app.get(Database);
    const scope = scopeOf();
    await used();
    await server.pause();
    expect(await until(() => isThere())).toBe(true);
    expect(await isThere(patient, () => database.ambient(scope, () => database.read(scope, where)))).toBe(false);
    expect(await isThere(patient, () => database.transaction(scope, () => database.read(scope, where)))).toBe(false);
    expect(await isThere(patient, () => database.transaction(scope, (tx) => tx.run(where)))).toBe(false);
    const afterwards = async () => {
      await database.transaction(scope, (tx) => tx.run(where));
      return database.read(scope, where);
    };
    expect(await isThere(patient, afterwards)).toBe(false);
    expect(await database.read(scope, where)).toEqual([{ there: false }]);
  });

  it('asks the primary where all connections to the replica are in use, and after a failure', async () => {
    const failing = statement<{ there: boolean }>('test.failing', { onReplica: true })`
      SELECT CASE WHEN pg_is_in_recovery() THEN 1 / (random() * 0)::int = 1 ELSE false END AS there`;
    const run = (what: typeof where) => isThere(patient, () => patient.app.get(Database).read(scopeOf(), what));
    await used();
    const there = async () => (await Promise.all(Array.from({ length: 10 }, () => run(slow)))).filter(Boolean).length;
    expect(await until(async () => (await there()) === 5)).toBe(true);
    expect(await run(failing)).toBe(false);
  });

  it('shows nothing older than what the same request has read from the primary', async () => {
    const failing = statement<{ there: boolean }>('test.fails-there', { onReplica: true })`
      SELECT CASE WHEN pg_is_in_recovery() THEN 1 / (random() * 0)::int = 1 ELSE false END AS there`;
    const database = patient.app.get(Database);
    await server.pause();
    await rename('that others wrote');
    await until(() => isThere());
    const both = async () => {
      await database.read(scopeOf(), failing);
      return database.read(scopeOf(), where);
    };
    expect(await isThere(patient, both)).toBe(false);
    expect(await until(() => isThere())).toBe(true);
  });

  it('runs each statement that a replica may answer', async () => {
    const flagged = checkedStatements().filter(({ onReplica, name }) => onReplica && !name.startsWith('test.'));
    expect(flagged.length).toBeGreaterThan(100);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await client.query(`SET app.tenant_id = '${maker.tenant.id}'`);
      for (const statement of flagged) {
        await client.query(statement.text, valuesOf(statement, maker.tenant.id) as unknown[]);
      }
    } finally {
      await client.end();
    }
  });
});

describe('a replica that is not well', () => {
  let api: TestApp;
  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    // No limit of a statement ends a read there.
    const settings = { replicaLagMs: 1000, statementTimeoutMs: 3_600_000 };
    api = await startApp({ ...settings, metricsPort: await lastingPort() });
    await used(api);
  });
  afterEach(async () => {
    await api.close();
    jest.restoreAllMocks();
  });

  it('is not used while it is late', async () => {
    await server.pause();
    await rename('while paused');
    // On a busy machine it is silent for a moment, too.
    await until(async () => (await list({}, api)) === 'while paused' && Number((await readsOf(api)).late) > 0);
    const late = await until(async () => {
      const seen = (await ready(api)).json();
      return seen.replica.condition === 'late' && seen;
    });
    expect(late).toMatchObject({ status: 'degraded', degraded: ['replica'], replica: { lagMs: expect.any(Number) } });
    await server.resume();
    const well = await until(async () => {
      const seen = (await ready(api)).json();
      return seen.replica.condition === 'up' && seen;
    });
    expect(well).toMatchObject({ status: 'ok' });
  });

  it('is examined by palier doctor', async () => {
    const env = { DATABASE_URL: urls.app, DATABASE_OWNER_URL: urls.owner, DATABASE_READ_URL: server.url };
    const found = async (more: NodeJS.ProcessEnv = {}) => {
      const { stdout } = await palier({ ...env, PALIER_DATA_DIR: patient.dataDir, ...more }, 'doctor', '--json');
      return JSON.parse(stdout).findings.filter(({ name }: { name: string }) => name.startsWith('replica'));
    };
    expect(await found()).toMatchObject([{ name: 'replica', state: 'fine' }]);
    expect(await found({ API_PROCESSES: '64' })).toMatchObject([
      { name: 'replica', state: 'fine' },
      { name: 'replica.room', state: 'warning', summary: expect.stringContaining('the API may open 704') },
    ]);
    expect(await found({ DATABASE_READ_URL: urls.app })).toMatchObject([
      { name: 'replica', state: 'problem', summary: expect.stringContaining('accepts writes') },
    ]);
    await server.pause();
    await rename('while the doctor looks');
    expect(await found()).toMatchObject([{ name: 'replica', state: 'warning' }]);
  });

  it('is left at once when it is frozen, by reads that are under way too, and used again', async () => {
    const eight = (what: typeof where) =>
      Promise.all(Array.from({ length: 8 }, () => isThere(api, () => api.app.get(Database).read(scopeOf(), what))));
    // All connections of the pool are open and have answered.
    expect(await until(async () => (await eight(slow)).filter(Boolean).length === 5)).toBe(true);
    server.freeze();
    expect(await eight(where)).toEqual(Array(8).fill(false));
    await until(() => condition(api) === 'silent' || condition(api) === 'away');
    server.thaw();
    await used(api);
    // On a busy machine an answer that is late for once sends the next reads to the primary.
    expect(await until(() => isThere(api))).toBe(true);
  });

  it('is used again also where the primary answers later than the replica is asked', async () => {
    const proxy = await startProxy(Number(new URL(urls.app).port));
    const directUrl = Object.assign(new URL(urls.app), { port: String(proxy.port) }).href;
    const far = await startTestApp(
      { databaseReadUrl: server.url },
      { ...shared, connection: { ...shared.connection, directUrl } },
    );
    try {
      await used(far);
      proxy.disturbAnswers('delay', { ms: 75 });
      server.freeze();
      await until(() => condition(far) !== 'up');
      server.thaw();
      await used(far);
    } finally {
      await far.close();
      await proxy.close();
    }
  });

  it('is left when it is killed, and used again when it is back', async () => {
    await server.kill();
    expect(await isThere(api)).toBe(false);
    await until(() => condition(api) === 'away');
    await server.restart();
    // It answers for a second before it is used: of what was asked in that time, this is the last.
    const asked = `SELECT query_start - backend_start >= '0.9 s' AS long FROM pg_stat_activity WHERE application_name = 'palier replica'`;
    const answered = await until(async () => {
      const rows = await runSqlAlone<{ long: boolean }>(server.adminUrl, asked);
      // One that is lost once more meanwhile has a new connection, on which it has to answer for as long again.
      return [api, patient].every((each) => condition(each) === 'up') && rows;
    });
    expect(answered).toEqual([{ long: true }, { long: true }]);
    expect(await until(() => isThere(api))).toBe(true);
  });
});

describe('a start with DATABASE_READ_URL', () => {
  const at = (url: string, parts: Partial<URL>) => Object.assign(new URL(url), parts).href;

  it.each([
    ['the primary itself', () => urls.app, 'replica_is_primary'],
    ['another cluster', () => JSON.parse(process.env.TEST_POSTGRES_URLS ?? '').app, 'replica_of_other_database'],
    [
      'a role that owns tables',
      () => at(server.url, { username: 'palier_owner', password: new URL(urls.owner).password }),
      'dangerous_role',
    ],
    ['a wrong password', () => at(server.url, { password: 'wrong' }), 'replica_refused'],
    ['a database that is not there', () => at(server.url, { pathname: '/elsewhere' }), 'replica_refused'],
  ])('is refused for %s, in a sentence that names it', async (_, url, code) => {
    const refused = await startApp({ databaseReadUrl: url() }).catch((error) => error);
    expect(refused).toMatchObject({ code });
    expect(refused.detail.en).toContain('DATABASE_READ_URL');
  });

  it('goes on without a replica that is away, and never uses one that turns out to be of another cluster', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const gate = await startProxy(Number(new URL(JSON.parse(process.env.TEST_POSTGRES_URLS ?? '').app).port));
    gate.disturb('cut');
    const other = JSON.parse(process.env.TEST_POSTGRES_URLS ?? '').app;
    const api = await startApp({ databaseReadUrl: at(other, { port: String(gate.port) }) });
    try {
      expect(
        warn.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('cannot be reached')),
      ).toHaveLength(1);
      expect(await isThere(api)).toBe(false);
      gate.disturb('none');
      await until(() => error.mock.calls.some(([line]) => String(line).includes('is no replica of')));
      expect(condition(api)).toBe('refused');
      expect(await isThere(api)).toBe(false);
      expect((await ready(api)).json()).toMatchObject({ degraded: ['replica'], replica: { condition: 'refused' } });
    } finally {
      await api.close();
      await gate.close();
      jest.restoreAllMocks();
    }
  });

  it('uses a replica that was away once it is there, and says when it is promoted', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const own = await startReplica({ primary: { adminUrl: urls.admin, appUrl: urls.app } });
    await own.kill();
    const api = await startApp({ databaseReadUrl: own.url });
    try {
      expect(condition(api)).toBe('away');
      await own.restart();
      await used(api);
      expect(await until(() => isThere(api))).toBe(true);
      await own.promote();
      await until(() => condition(api) === 'promoted');
      await rename('after the promotion');
      expect(await list({}, api)).toBe('after the promotion');
    } finally {
      await api.close();
      await own.stop();
      jest.restoreAllMocks();
    }
  });
});

const ready = (api: TestApp) => {
  api.app.get(Lifecycle).serve();
  return api.inject({ url: '/health/ready' });
};

/** How many reads a replica might have answered, by what became of them. */
async function readsOf(api: TestApp): Promise<Record<string, number>> {
  const url = (await api.app.get(MetricsServer).listen()) ?? '';
  const text = await (await fetch(url)).text();
  const lines = text.matchAll(/^palier_database_reads_total\{server="\w+",reason="(\w+)"[^}]*\} (\d+)/gm);
  return Object.fromEntries([...lines].map(([, reason, count]) => [reason, Number(count)]));
}
