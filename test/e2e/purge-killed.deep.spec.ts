// Real: the whole API, PostgreSQL, its queues, and compiled workers in processes of their own that are killed with -9.
// Faked: the rows, which SQL wrote, and what holds a worker up, which is a lock of the test.
import type pg from 'pg';
import { type Purge, Tenants } from '#tenants';
import { appsOf } from '../support/filled-database.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { WorkerProcesses } from '../support/worker-processes.js';

const rowOf = (table: string, tenantId: string, offset: number) =>
  `select from ${table} where tenant_id = '${tenantId}' limit 1 offset ${offset} for update`;
/**
 * Where a worker is killed: in a transaction that waits for such a lock; where there are two, for the second, once it got
 * the first. Locks of tables are given in turn. A job survives three dead workers.
 */
const points: Readonly<Record<string, (tenantId: string) => readonly string[]>> = {
  'in a batch of children': (id) => [rowOf('catalog.app_tags', id, 14_000)],
  'between two batches': (id) => [rowOf('catalog.apps', id, 7000), 'lock table tenants.purges in exclusive mode'],
  'as the purge ends': (id) => [`select from tenants.tenants where id = '${id}' for update`],
};
const apps = 15_000;

let api: TestApp;
let workers: WorkerProcesses;
beforeAll(async () => {
  api = await startTestApp();
  workers = await WorkerProcesses.of(api);
});
afterAll(async () => {
  await workers?.close();
  await api?.close();
});

function call(method: 'GET' | 'POST' | 'DELETE', path: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${api.operatorKey}`;
  return api.inject({ method, url: `/v1/platform/tenants${path}`, headers: { authorization, ...headers } });
}

const purgeOf = async (): Promise<Purge> => (await call('GET', '/cut/purge')).json();

/** The sessions that wait for a lock of this one. */
async function waitingFor(session: number): Promise<number[]> {
  const { rows } = await workers.admin.query<{ pid: number }>(
    'select pid from pg_stat_activity where $1 = any (pg_blocking_pids(pid))',
    [session],
  );
  return rows.map(({ pid }) => pid);
}

/** Kills a worker that waits at the point, in the middle of its transaction, and lets its session go on to its end. */
async function killAt(point: string, tenantId: string): Promise<void> {
  const worker = workers.start();
  let waiting: number[] = [];
  let holder: pg.Client | undefined;
  for (const lock of points[point]?.(tenantId) ?? []) {
    const next = await workers.connect();
    await next.query('begin');
    const { pid } = (await next.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0] ?? { pid: 0 };
    const locked = next.query(lock);
    if (holder) {
      // Behind the worker, which has it until the end of its batch.
      const session = waiting[0] ?? 0;
      await until(async () => (await waitingFor(session)).includes(pid));
      await holder.end();
    }
    await locked;
    holder = next;
    await until(async () => (await waitingFor(pid)).length > 0);
    waiting = await waitingFor(pid);
  }
  await workers.kill(worker);
  await holder?.end();
  const left = 'select from pg_stat_activity where pid = any ($1)';
  await until(async () => (await workers.admin.query(left, [waiting])).rows.length === 0);
}

/** The rows of a tenant by table, of those that are neither kept nor empty. */
async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  await workers.admin.query(`set app.tenant_id = '${tenantId}'`);
  const { rows } = await workers.admin.query<{ name: string; rows: number }>(
    'select name, rows::int as rows from platform.count_tenant_rows() where not kept',
  );
  return Object.fromEntries(rows.map((table) => [table.name, table.rows]));
}

/** What was deleted and what is left, by table. */
function together(...parts: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, rows] of parts.flatMap((part) => Object.entries(part))) sums[name] = (sums[name] ?? 0) + rows;
  return sums;
}

it('a purge whose worker is killed at any point is continued, and counts each row once', async () => {
  const { id } = await api.app.get(Tenants).create({ slug: 'cut', name: 'cut', product: 'wistant' });
  await workers.admin.query(appsOf(id, apps));
  await call('DELETE', '/cut?graceDays=1', { 'if-match': '"v1"' });
  const before = await rowsOf(id);
  expect(before).toMatchObject({ 'catalog.apps': apps, 'catalog.app_tags': 2 * apps });
  await call('POST', '/cut/purge');

  const deleted: number[] = [];
  for (const point of Object.keys(points)) {
    await killAt(point, id);
    const { counts, endedAt } = await purgeOf();
    expect([point, endedAt, together(counts, await rowsOf(id))]).toEqual([point, null, before]);
    deleted.push(Object.values(counts).reduce((sum, rows) => sum + rows, 0));
  }
  // Each of them was killed later than the one before.
  expect(new Set([0, ...deleted]).size).toBe(1 + deleted.length);
  expect(await rowsOf(id)).toEqual({});

  workers.start();
  const receipt = await until(async () => (await purgeOf()).receipt);
  expect(receipt.counts).toEqual(before);
  expect(await rowsOf(id)).toEqual({});
});
