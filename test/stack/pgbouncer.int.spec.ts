/** Real: PgBouncer in transaction mode before PostgreSQL, row level security, limits. Faked: nothing. */

import { type OpenDatabase, openDatabase, statement } from '#platform/database';
import { newId } from '#platform/ids';
import { allNotes, insertNote, makeNotesTable, runSql } from '../support/notes-table.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { needs, type PgBouncer, startPgBouncer } from './servers.js';

const SERVER_CONNECTIONS = 5;
const limits = { statementTimeoutMs: 700, lockTimeoutMs: 300 };
const inForce = statement<{ statement: string; lock: string; idle: string; tenant: string }>({
  name: 'test.limits-in-force',
  text: `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
    current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('app.tenant_id', true) AS tenant`,
});
const slow = statement({ name: 'test.slow', text: 'SELECT pg_sleep(20)' });

needs('pgbouncer')('the database through PgBouncer in transaction mode', () => {
  let test: TestDatabase;
  let pooler: PgBouncer;
  /** Three pools like those of three processes, with more connections than the server has. */
  let processes: OpenDatabase[];

  beforeAll(async () => {
    test = await testDatabase();
    await makeNotesTable(test.ownerUrl);
    pooler = await startPgBouncer({ databaseUrl: test.appUrl, poolSize: SERVER_CONNECTIONS, mode: 'transaction' });
    const through = { url: pooler.url, directUrl: test.appUrl, poolSize: 10, ...limits };
    processes = await Promise.all([1, 2, 3].map(() => openDatabase(through)));
  });
  afterAll(async () => {
    await Promise.all(processes.map(({ close }) => close()));
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
    const set = { statement: '700ms', lock: '300ms', idle: '1400ms' };
    const database = databaseOf(0);
    expect(await database.read({ tenantId }, inForce)).toEqual([{ ...set, tenant: tenantId }]);
    expect(await database.transaction({ tenantId }, async (tx) => await tx.run(inForce))).toMatchObject([set]);
    expect(await database.unscopedRead('tenants.registry', inForce)).toEqual([{ ...set, tenant: '' }]);
    expect(await runSql(pooler.url, inForce.text)).toMatchObject([
      { statement: '0', lock: '0', idle: '0', tenant: '' },
    ]);
  });

  it.each([
    ['a read', () => databaseOf(0).read({ tenantId: newId() }, slow)],
    ['one statement', () => databaseOf(0).transaction({ tenantId: newId() }, (tx) => tx.run(slow))],
    ['a transaction', () => databaseOf(0).transaction({ tenantId: newId() }, async (tx) => await tx.run(slow))],
  ])('stops %s that takes too long', async (_, work) => {
    await expect(work()).rejects.toMatchObject({ code: 'query_timeout' });
  });

  it('answers several statements in flight on one connection, each with its own rows', async () => {
    const echo = statement<{ n: number }, [number]>({ name: 'test.echo', text: 'SELECT $1::int AS n' });
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
});
