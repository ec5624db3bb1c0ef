// Real: the whole API, a worker, PostgreSQL, queues, events, and rows in every table that has a tenant. Faked: the
// processes, which are applications in one process, and the rows, which SQL wrote.
import pg from 'pg';
import { type PurgeReceipt, Tenants } from '#tenants';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { enforceRetention } from '../support/enforce-retention.js';
import { fillEveryTable } from '../support/fill-every-table.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

/** Tables whose rows change for other reasons while a tenant is purged. */
const moving: Readonly<Record<string, string>> = {
  'platform.outbox': 'the purge and the jobs announce themselves',
  'platform.inbox': 'it notes who has handled those events',
  'platform.audit_lines': 'a job moves its lines to the chain',
  'platform.audit_chain': 'it gets those lines',
  'platform.audit_heads': 'they tell where the chain ends',
  'tenants.metering': 'a job meters every tenant',
  'feeds.sync_turns': 'a job fetches the feeds that are due',
  'analytics.subject_days': 'a job collects the subjects of events',
};
/** Tables of which a tenant has rows only once it is purged. */
const ofPurges = ['tenants.purges', 'tenants.purge_receipts'];

/** An API that runs no jobs. */
let api: TestApp;
let admin: pg.Client;
beforeAll(async () => {
  api = await startTestApp();
  admin = new pg.Client({ connectionString: api.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await api?.close();
});

function call(method: 'GET' | 'POST' | 'DELETE', path: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${api.operatorKey}`;
  return api.inject({ method, url: `/v1/platform/tenants${path}`, headers: { authorization, ...headers } });
}

interface Declared {
  readonly name: string;
  readonly kept: boolean;
}

const declaredTables = async () =>
  (
    await admin.query<Declared>(
      `select name, declaration ? 'kept' as kept from platform.data_catalogue
       where declaration->>'kind' <> 'shared' order by position`,
    )
  ).rows;

/** The rows of a tenant in every table that has a tenant, declared or not, as the purge counts them. */
async function countsOf(tenantId: string): Promise<Record<string, number>> {
  await admin.query(`set app.tenant_id = '${tenantId}'`);
  const { rows } = await admin.query<{ name: string; rows: number }>(
    'select name, rows::int as rows from platform.count_tenant_rows()',
  );
  return Object.fromEntries(rows.map((table) => [table.name, table.rows]));
}

/** A hash of the rows of a tenant in each table. */
async function hashesOf(tenantId: string, tables: readonly Declared[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !(table.name in moving))) {
    const { rows } = await admin.query<{ hash: string }>(
      `select md5(string_agg(t::text, ' ' order by t::text collate "C")) as hash from ${name} t where tenant_id = $1`,
      [tenantId],
    );
    hashes[name] = rows[0]?.hash ?? '';
  }
  return hashes;
}

/** Creates two tenants, deletes one of them, and fills both. What is published is taken as forwarded: no job follows. */
async function filledTenants(): Promise<{ gone: string; stays: string }> {
  const create = async (slug: string) =>
    (await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant' })).id;
  const ids = { gone: await create('gone'), stays: await create('stays') };
  await call('DELETE', '/gone?graceDays=1', { 'if-match': '"v1"' });
  const sized = Object.values(ids).map((id) => ({ id, rows: 400, share: 0.05 }));
  await fillEveryTable(api.database.ownerUrl, sized);
  await admin.query(`delete from tenants.purges; delete from tenants.purge_receipts;
    update platform.outbox set forwarded_at = now()`);
  // The first is due after a minute, and would be sent while the rows are compared.
  await admin.query(`update journal.reminders set next_at = next_at + interval '1 day'`);
  // As if the model had been asked about all.
  await admin.query(
    `update rides.ai_requests set state = 'cancelled', claim = null, claimed_until = null, ended_at = now() where ended_at is null`,
  );
  // As if a worker had collected the subjects of what is filled.
  await admin.query(
    `update analytics.subject_collection set collected_to = now() + interval '1 hour', expected = null`,
  );
  await enforceRetention(api.database.database);
  // As the job would, while the rows are compared.
  const first = '00000000-0000-0000-0000-000000000000';
  await admin.query(`select catalog.rank_downloads('2000-01-01', '${first}', '${first}', 100000)`);
  return ids;
}

it('deletes the rows of every table, counts each once, and touches no other tenant', async () => {
  const tables = await declaredTables();
  const { gone, stays } = await filledTenants();
  const before = await countsOf(gone);
  const others = [await countsOf(stays), await hashesOf(stays, tables)] as const;
  for (const counts of [before, others[0]]) {
    const empty = tables.map(({ name }) => name).filter((name) => !counts[name]);
    expect(empty).toEqual(ofPurges);
  }

  expect((await call('POST', '/gone/purge')).statusCode).toBe(202);
  const worker = await startTestApp({}, api.database, [WorkerModule]);
  const receipt = await until<PurgeReceipt>(async () => (await call('GET', '/gone/purge')).json().receipt).finally(() =>
    worker.close(),
  );

  const countOf = (name: string) => (name in moving ? expect.any(Number) : before[name]);
  const deleted = tables.filter(({ kept }) => !kept).map(({ name }) => [name, countOf(name)]);
  expect(receipt.counts).toEqual(Object.fromEntries(deleted));
  const after = await countsOf(gone);
  const kept = tables.filter((table) => table.kept).map(({ name }) => name);
  expect(Object.keys(after).filter((name) => !kept.includes(name))).toEqual([]);
  for (const name of kept.filter((each) => !(each in moving))) {
    const added = [...ofPurges, 'platform.erasure_ledger'].includes(name) ? 1 : 0;
    expect([name, after[name]]).toEqual([name, (before[name] ?? 0) + added]);
  }
  expect(await hashesOf(stays, tables)).toEqual(others[1]);
  const ofMoving = (counts: Record<string, number>) =>
    Object.keys(moving).reduce((rows, name) => rows + (counts[name] ?? 0), 0);
  expect(ofMoving(await countsOf(stays))).toBeGreaterThanOrEqual(ofMoving(others[0]));
});
