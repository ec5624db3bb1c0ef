/** Real: PgBouncer with the shipped settings before PostgreSQL, its restart, row level security, limits. Faked: nothing. */

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type OpenDatabase, openDatabase, statement } from '#platform/database';
import { newId } from '#platform/ids';
import { palier } from '../support/command-line.js';
import { EmbeddedProcess } from '../support/embedded-process.js';
import { allNotes, insertNote, makeNotesTable } from '../support/notes-table.js';
import { dataDirectory } from '../support/solo.js';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type PgBouncer, startPgBouncer } from './pgbouncer.js';
import { needs } from './servers.js';

const SERVER_CONNECTIONS = 5;
const limits = { statementTimeoutMs: 61_000, lockTimeoutMs: 31_000 };
const inForce = statement<{ statement: string; lock: string; idle: string; tenant: string }>('test.limits-in-force')`
  SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
    current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('app.tenant_id', true) AS tenant`;
const slow = statement('test.slow')`SELECT pg_sleep(20)`;

/** Whether a query succeeds; the server may end the connection at any time. */
async function serves(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

needs('pgbouncer')('the database through PgBouncer in transaction mode', () => {
  let test: TestDatabase;
  let pooler: PgBouncer;
  /** Three pools like those of three processes, with more connections than the server has. */
  let processes: OpenDatabase[];
  /** Stops what takes longer than 300 ms. */
  let impatient: OpenDatabase;

  beforeAll(async () => {
    test = await testDatabase();
    await makeNotesTable(test.ownerUrl);
    const settings = { default_pool_size: String(SERVER_CONNECTIONS) };
    pooler = await startPgBouncer({ databaseUrl: test.appUrl, settings });
    const through = { url: pooler.url, directUrl: test.appUrl, poolSize: 10, ...limits };
    processes = await Promise.all([1, 2, 3].map(() => openDatabase(through)));
    impatient = await openDatabase({ ...through, poolSize: 1, statementTimeoutMs: 300, lockTimeoutMs: 200 });
  });
  afterAll(async () => {
    await Promise.all([impatient, ...processes].map(({ close }) => close()));
    await pooler.stop();
    await test.close();
  });

  const databaseOf = (n: number) => (processes[n % processes.length] as OpenDatabase).database;

  it('keeps 200 tenants apart on 5 server connections', async () => {
    const tenants = Array.from({ length: 200 }, () => newId());
    const own = (tenantId: string) => [{ tenant_id: tenantId, id: tenantId, body: tenantId }];
    await Promise.all(
      tenants.map((tenantId, n) =>
        databaseOf(n).transaction({ tenantId }, (tx) => tx.run(insertNote, tenantId, tenantId, tenantId)),
      ),
    );
    const seen = await Promise.all(
      tenants.flatMap((tenantId, n) => [
        databaseOf(n).read({ tenantId }, allNotes),
        databaseOf(n + 1).transaction({ tenantId }, (tx) => tx.run(allNotes)),
        databaseOf(n + 2).transaction({ tenantId }, async (tx) => await tx.run(allNotes)),
        databaseOf(n).unscopedRead('tenants.registry', allNotes),
      ]),
    );
    expect(seen).toEqual(tenants.flatMap((tenantId) => [own(tenantId), own(tenantId), own(tenantId), []]));
    const [servers] = await runSql<{ count: number }>(
      test.adminUrl,
      `SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'palier_app' AND datname = current_database()
         AND application_name = 'palier'`,
    );
    // Besides those of the test's own pool, which is direct.
    expect((servers?.count ?? 0) - test.statistics.total).toBeLessThanOrEqual(SERVER_CONNECTIONS);
  });

  it('sets the limits with each transaction, and leaves none behind', async () => {
    const tenantId = newId();
    const set = { statement: '61s', lock: '31s', idle: '122s' };
    const database = databaseOf(0);
    expect(await database.read({ tenantId }, inForce)).toEqual([{ ...set, tenant: tenantId }]);
    expect(await database.transaction({ tenantId }, async (tx) => await tx.run(inForce))).toMatchObject([set]);
    expect(await database.unscopedRead('tenants.registry', inForce)).toEqual([{ ...set, tenant: '' }]);
    expect(await runSql(pooler.url, inForce.text)).toMatchObject([
      { statement: '0', lock: '0', idle: '0', tenant: '' },
    ]);
  });

  it.each([
    ['a read', () => impatient.database.read({ tenantId: newId() }, slow)],
    ['one statement', () => impatient.database.transaction({ tenantId: newId() }, (tx) => tx.run(slow))],
    ['a transaction', () => impatient.database.transaction({ tenantId: newId() }, async (tx) => await tx.run(slow))],
  ])('stops %s that takes too long', async (_, work) => {
    await expect(work()).rejects.toMatchObject({ code: 'query_timeout' });
  });

  it('answers several statements in flight on one connection, each with its own rows', async () => {
    const echo = statement<{ n: number }, [number]>('test.echo')`SELECT $1::int AS n`;
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    const rows = await databaseOf(0).transaction({ tenantId: newId() }, (tx) =>
      Promise.all(numbers.map((n) => tx.run(echo, n))),
    );
    expect(rows).toEqual(numbers.map((n) => [{ n }]));
  });

  it('names the setting that is missing when a pooler is not declared', async () => {
    const unsaid = openDatabase({ url: pooler.url, poolSize: 1, ...limits });
    await expect(unsaid).rejects.toMatchObject({ code: 'database_behind_pooler' });
  });

  it('is opened by the URLs that "palier database init --pooler" prints', async () => {
    const database = `pooled_${process.pid}`;
    const place = `127.0.0.1:${pooler.port}`;
    const init = ['database', 'init', '--admin-url', test.adminUrl, '--database', database, '--pooler', place];
    try {
      const { code, stdout } = await palier({}, ...init);
      expect(code).toBe(0);
      // The roles exist on this server already, with their passwords.
      const known = stdout.replaceAll('AS-BEFORE', new URL(test.appUrl).password);
      const urls = Object.fromEntries(known.split('\n').map((line) => line.split(/=(.*)/s)));
      expect(Object.keys(urls).filter(Boolean)).toEqual(['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_OWNER_URL']);
      expect(new URL(urls.DATABASE_URL).host).toBe(place);
      const opened = await openDatabase({
        url: urls.DATABASE_URL,
        directUrl: urls.DATABASE_DIRECT_URL,
        poolSize: 1,
        ...limits,
      });
      const one = statement<{ database: string }>('test.where')`SELECT current_database() AS database`;
      expect(await opened.database.transaction({ tenantId: newId() }, (tx) => tx.run(one))).toEqual([{ database }]);
      await opened.close();
    } finally {
      await runSql(test.adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    }
  });

  it('is started without the password among its arguments', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'palier-arguments-'));
    const [program, told] = [join(folder, 'setpriv'), join(folder, 'told')];
    // Writes down what it is given, and starts the program. It runs as another account.
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >> ${told}\nshift 3\nexec "$@"\n`);
    writeFileSync(told, '');
    for (const [path, mode] of [
      [folder, 0o755],
      [program, 0o755],
      [told, 0o666],
    ] as const)
      chmodSync(path, mode);
    const { PATH } = process.env;
    process.env.PATH = `${folder}:${PATH}`;
    try {
      const started = await startPgBouncer({ databaseUrl: test.appUrl }).finally(() => (process.env.PATH = PATH));
      await started.stop();
      expect(readFileSync(told, 'utf8')).toMatch(/pgbouncer\.ini\n$/);
      expect(readFileSync(told, 'utf8')).not.toContain(new URL(test.appUrl).password);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('serves again soon after PostgreSQL was restarted', async () => {
    const data = dataDirectory();
    const server = new EmbeddedProcess(data.path);
    const { urls } = await server.started();
    const shipped = await startPgBouncer({ databaseUrl: urls.app });
    const patient = await startPgBouncer({ databaseUrl: urls.app, settings: { server_login_retry: '600' } });
    let over = false;
    const recovered = ({ url }: PgBouncer) => until(async () => over || (await serves(url)));
    try {
      expect([await serves(shipped.url), await serves(patient.url)]).toEqual([true, true]);
      process.kill(
        Number(readFileSync(join(data.path, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
        'SIGINT',
      );
      await until(async () => !(await serves(urls.app)));
      // Both connect in vain now. What started the server starts it again.
      const first = await Promise.race([
        recovered(shipped).then(() => 'as shipped'),
        recovered(patient).then(() => 'after ten minutes'),
      ]);
      expect(first).toBe('as shipped');
    } finally {
      over = true;
      await shipped.stop();
      await patient.stop();
      await server.stop();
      data.remove();
    }
  });
});
