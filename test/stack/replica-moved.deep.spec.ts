// Real: the whole API over a PostgreSQL of its own and streaming replicas, behind addresses that are moved from one to another.
// Faked: nothing.
import { Logger } from '@nestjs/common';
import { Database, migrate, Replica, type Statement, statement } from '#platform/database';
import { newId } from '#platform/ids';
import { inRequest } from '#platform/telemetry';
import { migrations } from '../../migrations/index.js';
import { EmbeddedProcess } from '../support/embedded-process.js';
import { dataDirectory } from '../support/solo.js';
import { runSqlAlone } from '../support/sql.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import type { TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type Replica as ReplicaServer, startReplica } from './replica.js';

interface Place {
  port: number;
}
/** Long enough for all connections of a pool to be in use. */
const where = statement<Place>('test.port', { onReplica: true })`SELECT inet_server_port() AS port FROM pg_sleep(0.1)`;
/** Never ends by itself on a replica. */
const endless = statement<Place>('test.endless', { onReplica: true })`
  SELECT inet_server_port() AS port FROM pg_sleep(CASE WHEN pg_is_in_recovery() THEN 86400 ELSE 0 END)`;
const lastRound = statement<{ port: number; round: number }>('test.last-round', { onReplica: true })`
  SELECT inet_server_port() AS port, round FROM test_rounds`;
const nextRound = statement<object>('test.next-round')`UPDATE test_rounds SET round = round + 1`;

const POOL = 5;
const data = dataDirectory();
const primary = new EmbeddedProcess(data.path);
let urls: { app: string; owner: string; admin: string };
let server: ReplicaServer;
let api: TestApp | undefined;
const gates: TcpProxy[] = [];

beforeAll(async () => {
  ({ urls } = await primary.started());
  urls.admin = at(urls.admin, { pathname: new URL(urls.app).pathname });
  await migrate(urls.owner, migrations);
  await runSqlAlone(urls.admin, 'CREATE TABLE test_rounds AS SELECT 0 AS round; GRANT ALL ON test_rounds TO PUBLIC');
  server = await startCopy();
});
beforeEach(() => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
  jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  server.thaw();
  await server.resume();
  await api?.close();
  api = undefined;
  for (const gate of gates.splice(0)) await gate.close();
  jest.restoreAllMocks();
});
afterAll(async () => {
  await server?.stop();
  await primary.stop();
  data.remove();
});

const at = (url: string, parts: Partial<URL>) => Object.assign(new URL(url), parts).href;
const portOf = (url: string) => Number(new URL(url).port);
const startCopy = () => startReplica({ primary: { adminUrl: urls.admin, appUrl: urls.app } });

/** An address that leads to a server on this port. */
async function gateTo(port: number): Promise<TcpProxy & { of: (url: string) => string }> {
  const gate = await startProxy(port);
  gates.push(gate);
  return { ...gate, of: (url) => at(url, { port: String(gate.port) }) };
}

/** Moves an address as a failover does: the former server is gone. */
function move(gate: TcpProxy, port: number): void {
  gate.lead(port);
  gate.drop();
}

/** @param url of the primary for the application, and where it differs the direct one */
async function start(settings: Parameters<typeof startTestApp>[0] = {}, url = urls.app, directUrl = url) {
  const shared = { connection: { url, directUrl }, adminUrl: urls.admin, ownerUrl: urls.owner, appUrl: urls.app };
  api = await startTestApp(
    { databaseReadUrl: server.url, databasePoolSize: POOL, ...settings },
    shared as TestDatabase,
  );
  return api;
}

const condition = (of: TestApp) => of.app.get<Replica>(Replica).condition;
const used = (of: TestApp) => until(() => condition(of) === 'up');

/** Reads in a request of its own. @param after when the last commit was made that it must see; none by default */
async function read<Row extends Place>(of: TestApp, what: Statement<Row, []>, after = Number.NEGATIVE_INFINITY) {
  const scope = { requestId: 'test', traceId: undefined, spanId: undefined, span: undefined, tenantId: undefined };
  const work = () => of.app.get(Database).read({ tenantId: newId() }, what);
  const [row] = await inRequest({ ...scope, reads: { after } }, work);
  if (!row) throw new Error('No row.');
  return row;
}

/** Which servers the connections of the pool lead to, once all of them read from replicas. */
async function portsRead(of: TestApp): Promise<number[]> {
  const all = () => Promise.all(Array.from({ length: POOL }, () => read(of, where)));
  const rows = await until(async () => {
    const found = await all();
    return found.every(({ port }) => port !== portOf(urls.app)) ? found : undefined;
  });
  return [...new Set(rows.map(({ port }) => port))];
}

it('has what was committed with synchronous_commit = off', async () => {
  const url = `${urls.app}?options=${encodeURIComponent('-c synchronous_commit=off')}`;
  const own = await start({ replicaLagMs: 60_000 }, url);
  await runSqlAlone(urls.admin, 'UPDATE test_rounds SET round = 0');
  for (let round = 1; round <= 20; round += 1) {
    await own.app.get(Database).transaction({ tenantId: newId() }, (tx) => tx.run(nextRound));
    const written = performance.now();
    const seen = await until(async () => {
      const row = await read(own, lastRound, written);
      return row.port === server.port ? row : undefined;
    });
    expect(seen.round).toBe(round);
  }
});

it('follows the address to another replica, with all its connections', async () => {
  const other = await startCopy();
  try {
    const gate = await gateTo(server.port);
    const own = await start({ databaseReadUrl: gate.of(server.url) });
    expect(await portsRead(own)).toEqual([server.port]);
    await server.pause();
    server.freeze();
    gate.lead(other.port);
    await until(() => condition(own) === 'away');
    server.thaw();
    expect(await portsRead(own)).toEqual([other.port]);
    await other.promote();
    await until(() => condition(own) === 'promoted');
    gate.lead(server.port);
    await server.resume();
    await used(own);
    expect(await portsRead(own)).toEqual([server.port]);
  } finally {
    await other.stop();
  }
});

it('lets the server end the reads that it gave up', async () => {
  // No limit of a statement ends them.
  const own = await start({ statementTimeoutMs: 3_600_000, replicaLagMs: 60_000 });
  const reading = async () => {
    const backends = `SELECT FROM pg_stat_activity WHERE application_name = 'palier reads' AND state = 'active'`;
    return (await runSqlAlone(server.adminUrl, backends)).length;
  };
  const givenUp: ReturnType<typeof read>[] = [];
  await until(async () => {
    // An answer of the replica that is late for once ends all of them.
    const now = await reading();
    givenUp.push(...Array.from({ length: POOL - now }, () => read(own, endless)));
    return now === POOL;
  });
  server.freeze();
  for (const { port } of await Promise.all(givenUp)) expect(port).toBe(portOf(urls.app));
  server.thaw();
  expect(await until(async () => (await reading()) === 0)).toBe(true);
});

describe('with a primary that is not the one of the replica', () => {
  it('refuses the replica until the primary is there again', async () => {
    const copy = await startCopy();
    try {
      await copy.promote();
      // The primary and its replica are ahead of the copy, as of a primary that was restored from a backup.
      await runSqlAlone(urls.admin, 'UPDATE test_rounds SET round = 0; SELECT pg_switch_wal()');
      await runSqlAlone(urls.admin, 'UPDATE test_rounds SET round = 0');
      await server.caughtUp();
      const [gate, there] = [await gateTo(portOf(urls.app)), await gateTo(server.port)];
      const own = await start({ databaseReadUrl: there.of(server.url) }, urls.app, gate.of(urls.app));
      await used(own);
      move(gate, copy.port);
      await until(() => condition(own) === 'refused');
      // It is examined again and again, and no less wrong.
      const [examined, seen] = [there.accepted(), new Set<string>()];
      await until(() => {
        seen.add(condition(own));
        return there.accepted() >= examined + 3;
      });
      // Away, where an answer was late for once.
      expect(['refused', 'away']).toEqual(expect.arrayContaining([...seen]));
      move(gate, portOf(urls.app));
      await used(own);

      // Another database, and ahead.
      const name = new URL(urls.app).pathname.slice(1);
      const maintenance = at(copy.adminUrl, { pathname: '/postgres' });
      await runSqlAlone(maintenance, `DROP DATABASE "${name}" WITH (FORCE)`);
      await runSqlAlone(maintenance, `CREATE DATABASE "${name}"`);
      const [{ lsn } = { lsn: '' }] = await runSqlAlone<{ lsn: string }>(
        urls.admin,
        'SELECT pg_current_wal_insert_lsn() AS lsn',
      );
      await until(async () => {
        await runSqlAlone(
          maintenance,
          'CREATE TABLE IF NOT EXISTS filler (); DROP TABLE filler; SELECT pg_switch_wal()',
        );
        return (await runSqlAlone(maintenance, `SELECT WHERE pg_current_wal_flush_lsn() > '${lsn}'::pg_lsn + 64000000`))
          .length;
      });
      move(gate, copy.port);
      await until(() => condition(own) === 'refused');
      move(gate, portOf(urls.app));
      await used(own);
    } finally {
      await api?.close();
      api = undefined;
      await copy.stop();
    }
  });
});

describe('a start', () => {
  it('is refused where the primary is not reached, by whose time a process says when clients wrote', async () => {
    const gate = await gateTo(portOf(urls.app));
    gate.disturb('cut');
    const refused = await start({ databaseConnectTimeoutMs: 300 }, urls.app, gate.of(urls.app)).catch((error) => error);
    expect(refused).toMatchObject({ code: 'database_unavailable' });
  });

  it('waits for the primary for as long as for a connection', async () => {
    const gate = await gateTo(portOf(urls.app));
    gate.disturb('cut');
    const starting = start({}, urls.app, gate.of(urls.app));
    await until(() => gate.accepted() > 1);
    gate.disturb('none');
    await used(await starting);
  });
});

it('stays refused, not silent, where it no longer answers', async () => {
  const { app: other } = JSON.parse(process.env.TEST_POSTGRES_URLS ?? '');
  const gate = await gateTo(portOf(other));
  gate.disturb('cut');
  const own = await start({ databaseReadUrl: gate.of(other) });
  gate.disturb('none');
  await until(() => condition(own) === 'refused');
  gate.disturb('hold');
  const seen = new Set<string>();
  await until(() => {
    seen.add(condition(own));
    return condition(own) === 'away';
  });
  expect([...seen].sort()).toEqual(['away', 'refused']);
});
