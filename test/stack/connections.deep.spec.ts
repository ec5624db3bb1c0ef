/** Real: the built API of two processes, PgBouncer with the shipped settings, PostgreSQL. Faked: nothing. */
import pg from 'pg';
import { startApi } from '../support/built-process.js';
import { freshTenant } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { masterKey, startTestApp } from '../support/test-app.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type PgBouncer, startPgBouncer } from './pgbouncer.js';
import type { Api } from './product.js';
import { needs } from './servers.js';

/** Of each process: its pool and two for bulk writes through PgBouncer; one that listens, and those of jobs, past it. */
const POOL = 4;
const [POOLED, DIRECT] = [POOL + 2, 11];
/** Of PgBouncer to PostgreSQL, as shipped. */
const SHARED = 20;

needs('pgbouncer')('the connections of two processes through PgBouncer', () => {
  let test: TestDatabase;
  let slug: string;
  let pooler: PgBouncer | undefined;
  let api: Api | undefined;

  beforeAll(async () => {
    test = await testDatabase();
    const maker = await startTestApp({}, test);
    ({ slug } = await freshTenant(maker));
    await maker.close();
  });
  afterEach(async () => {
    await api?.end('SIGTERM');
    await pooler?.stop();
    [api, pooler] = [undefined, undefined];
  });
  afterAll(() => test.close());

  const start = async (admitted: number) => {
    pooler = await startPgBouncer({ databaseUrl: test.appUrl, settings: { max_client_conn: String(admitted) } });
    api = await startApi({
      DATABASE_URL: pooler.url,
      DATABASE_DIRECT_URL: test.appUrl,
      DATABASE_POOL_SIZE: String(POOL),
      PALIER_MASTER_KEY: masterKey,
      API_PROCESSES: '2',
    });
    return api;
  };

  const rowsOf = async <Row extends object>(url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url, application_name: 'this test' });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const console = () => Object.assign(new URL(pooler?.url ?? ''), { pathname: '/pgbouncer' }).href;
  const database = () => new URL(test.appUrl).pathname.slice(1);

  /** Connections of the API by now. */
  const opened = async () => {
    const clients = await rowsOf<{ database: string }>(console(), 'SHOW CLIENTS');
    const servers = await rowsOf<{ local_port: number }>(console(), 'SHOW SERVERS');
    const sessions = await rowsOf<{ port: number }>(
      test.adminUrl,
      `SELECT client_port AS port FROM pg_stat_activity
        WHERE datname = '${database()}' AND usename = 'palier_app' AND application_name <> 'this test'`,
    );
    const pooled = new Set(servers.map(({ local_port }) => Number(local_port)));
    return {
      toPooler: clients.filter((client) => client.database === database()).length,
      pastPooler: sessions.filter(({ port }) => !pooled.has(port)).length,
    };
  };

  it('are at most as many as the start says, under load', async () => {
    const { printed, url } = await start(5000);
    expect(printed()).toMatch(
      new RegExp(
        `^The API may open ${2 * POOLED} connections to PgBouncer, which admits 5000, and ${2 * DIRECT + SHARED} connections to PostgreSQL, which admits \\d+\\.$`,
        'm',
      ),
    );
    const most = { toPooler: 0, pastPooler: 0, rounds: 0 };
    // More than one process may open.
    await until(async () => {
      const search = `${url}/v1/stores/${slug}/apps?search=round${most.rounds}`;
      const requests = Array.from({ length: 8 * POOL }, (_, n) => fetch(`${search}x${n}`));
      const seen = await opened();
      most.toPooler = Math.max(most.toPooler, seen.toPooler);
      most.pastPooler = Math.max(most.pastPooler, seen.pastPooler);
      most.rounds += 1;
      const statuses = new Set((await Promise.all(requests)).map(({ status }) => status));
      // A search may be refused while others wait for a connection.
      expect([200, 503]).toEqual(expect.arrayContaining([...statuses]));
      return most.toPooler > POOLED;
    });
    expect(most.toPooler).toBeLessThanOrEqual(2 * POOLED);
    expect(most.pastPooler).toBeGreaterThanOrEqual(2);
    expect(most.pastPooler).toBeLessThanOrEqual(2 * DIRECT);
  });

  it('are enough where PgBouncer admits no more, and refused where it admits fewer', async () => {
    const { url } = await start(2 * POOLED);
    expect((await fetch(`${url}/v1/stores/${slug}/apps`)).status).toBe(200);
    await api?.end('SIGTERM');
    await pooler?.stop();
    await expect(start(2 * POOLED - 1)).rejects.toThrow(
      `The API may open ${2 * POOLED} connections to PgBouncer (${POOLED} for each process, 2 at a time), which admits ${2 * POOLED - 1} by max_client_conn`,
    );
  });

  it('are refused where PostgreSQL does not admit those of PgBouncer besides those that go past it', async () => {
    const most = 2 * DIRECT + SHARED - 1;
    const limit = (connections: number) =>
      runSql(test.adminUrl, `ALTER DATABASE ${database()} CONNECTION LIMIT ${connections}`);
    await limit(most);
    const refused = await start(5000).catch((error) => error);
    await limit(-1);
    expect(refused.message).toContain(
      `The API may open ${most + 1} connections to PostgreSQL (${SHARED} by PgBouncer, and ${DIRECT} for each process, 2 at a time), which admits ${most} by CONNECTION LIMIT`,
    );
  });
});
