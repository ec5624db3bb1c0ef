// Real: the command line in processes of its own that are killed with -9, the built API and worker, PostgreSQL, archives and keys
// files, a directory as storage. Faked: most entries of the person, which SQL wrote; what holds a process up, which is a lock of the test.
import { heldTransaction } from '../support/held-transaction.js';
import { runSql } from '../support/sql.js';
import { patientLimits } from '../support/test-database.js';
import { until } from '../support/until.js';
import { ErasedDeployment, type Older } from './erasures/erased-deployment.js';

/** More than one batch of the person's rows. */
const ENTRIES = 1500;
const BATCH = 1000;

interface State {
  /** The state of the person's erasure; null where it has not begun. */
  readonly erasure: string | null;
  /** Whether the first sweep is over. */
  readonly swept: boolean;
  /** Rows of the person that were changed, and counted. */
  readonly changed: number;
  readonly noted: readonly number[];
  readonly purges: number;
}

interface Point {
  /** A lock for which the process waits there. */
  readonly lock: (deployment: ErasedDeployment) => string;
  /** Whether its session ends with it; otherwise it goes on to the end of what it was sent. */
  readonly cut?: boolean;
  readonly left: (all: number) => State;
  /** How many are left for the next run. */
  readonly again: number;
}

const erasing = { erasure: 'erasing', swept: false, noted: [], purges: 0 };
/** The lock that numbers of the ledger are given under. */
const numbering = 'select pg_advisory_xact_lock(7254370012)';
const points: Readonly<Record<string, Point>> = {
  'before the tombstone': {
    lock: () => 'lock table platform.erasures in share mode',
    left: () => ({ ...erasing, erasure: null, changed: 0 }),
    cut: true,
    again: 2,
  },
  'after the tombstone': {
    lock: ({ erased }) => `select from platform.person_keys where user_id = '${erased}' for update`,
    left: () => ({ ...erasing, changed: 0 }),
    again: 2,
  },
  'as the seat is given back': {
    lock: ({ erased }) => `select from auth.users where id = '${erased}' for update`,
    left: () => ({ ...erasing, changed: 0 }),
    again: 2,
  },
  'between two batches': {
    lock: ({ erased }) => `select from journal.journals where user_id = '${erased}' for update`,
    left: () => ({ ...erasing, changed: BATCH }),
    again: 2,
  },
  'before the entry is noted': {
    lock: () => numbering,
    left: (all) => ({ ...erasing, swept: true, changed: all }),
    cut: true,
    again: 2,
  },
  'as the entry is noted, which is committed after its end': {
    lock: () => numbering,
    left: (all) => ({ ...erasing, swept: true, changed: all, noted: [1] }),
    again: 1,
  },
  'between two entries': {
    lock: ({ purged }) => `select from tenants.tenants where id = '${purged.id}' for update`,
    left: (all) => ({ ...erasing, swept: true, changed: all, noted: [1] }),
    again: 1,
  },
  'in the transaction that notes a purge': {
    lock: () => 'lock table tenants.purges in share mode',
    left: (all) => ({ ...erasing, swept: true, changed: all, noted: [1] }),
    again: 1,
  },
};

let deployment: ErasedDeployment;
/** The counts of a replay that nobody killed. */
let whole: Readonly<Record<string, number>>;
beforeAll(async () => {
  deployment = await ErasedDeployment.make();
  const database = await older();
  expect(await deployment.palier(database, replay)).toMatchObject({ code: 0, stderr: '' });
  whole = await countsOf(database);
  expect(Object.keys(whole).length).toBeGreaterThan(25);
  expect(sumOf(whole)).toBeGreaterThan(ENTRIES);
  expect(sumOf(whole)).toBeLessThan(2 * BATCH);
});
afterEach(() => deployment?.endProcesses());
afterAll(() => deployment?.close());

const limits = {
  STATEMENT_TIMEOUT_MS: String(patientLimits.statementTimeoutMs),
  LOCK_TIMEOUT_MS: String(patientLimits.lockTimeoutMs),
};
const replay = ['erasures', 'replay'];

/** An older database in which the person has more rows than one batch changes. */
async function older(): Promise<Older> {
  const database = await deployment.older();
  await runSql(
    database.adminUrl,
    `insert into journal.entries (tenant_id, user_id, id, version, position, day, tags, addictions)
       select '${deployment.tenant.id}', '${deployment.erased}', uuidv7(), 1, n, current_date, '{}', '{}'
       from generate_series(1, ${ENTRIES}) n`,
  );
  return database;
}

/** The changed rows of the person by table and effect. */
async function countsOf({ adminUrl }: Older): Promise<Record<string, number>> {
  const [row] = await runSql<{ counts: Record<string, number> }>(
    adminUrl,
    `select counts from platform.erasures where user_id = '${deployment.erased}'`,
  );
  return row?.counts ?? {};
}
const sumOf = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, rows) => sum + rows, 0);

async function stateOf(database: Older): Promise<State> {
  const [row] = await runSql<Omit<State, 'changed'>>(
    database.adminUrl,
    `select (select state from platform.erasures where user_id = '${deployment.erased}') as erasure,
       exists (select from platform.erasures where user_id = '${deployment.erased}' and swept_at is not null) as swept,
       array(select number::int from platform.erasure_ledger order by number) as noted,
       (select count(*)::int from tenants.purges where tenant_id = '${deployment.purged.id}') as purges`,
  );
  return { ...(row as Omit<State, 'changed'>), changed: sumOf(await countsOf(database)) };
}

const ledgerOf = ({ adminUrl }: { readonly adminUrl: string }) =>
  runSql(
    adminUrl,
    'select number::int, tenant_id, user_id, chain, waived from platform.erasure_ledger order by number',
  );

/** Kills a replay with -9 while it waits at the point, and lets its sessions go on to their ends. */
async function killAt({ lock, cut }: Point, database: Older): Promise<void> {
  const { adminUrl } = database;
  const sessions = `from pg_stat_activity where datname = current_database() and usename = 'palier_app'`;
  await using held = await heldTransaction(adminUrl, lock(deployment));
  const run = deployment.start(database, replay, limits);
  await Promise.race([held.blocks(), run.ended.then((ended) => Promise.reject(new Error(JSON.stringify(ended))))]);
  run.kill();
  expect(await run.ended).toMatchObject({ code: 137, stdout: '' });
  if (cut) await runSql(adminUrl, `select pg_terminate_backend(pid) ${sessions}`);
  if (cut) await until(async () => (await runSql(adminUrl, `select ${sessions}`)).length === 0);
  await held.rollback();
  await until(async () => (await runSql(adminUrl, `select ${sessions}`)).length === 0);
}

it.each(Object.entries(points))('is continued once where it is killed %s', async (_, point) => {
  const { test, tenant, purged, erased, other, ofOther } = deployment;
  const database = await older();
  await killAt(point, database);
  expect(await stateOf(database)).toEqual(point.left(sumOf(whole)));
  const waiting = await deployment.serve(database, {}, 'palier erasures replay');

  const done = { code: 0, stderr: '', stdout: expect.stringContaining(`${point.again} were done again`) };
  expect(await deployment.palier(database, replay)).toMatchObject(done);
  expect([await deployment.rowsOf(database, erased), await deployment.rowsOf(database, other)]).toEqual([{}, ofOther]);
  expect(await countsOf(database)).toEqual(whole);
  expect(await deployment.wrongCounters(database, tenant.slug)).toEqual([]);
  expect(await ledgerOf(database)).toEqual(await ledgerOf(test));
  expect((await ledgerOf(database)).length).toBe(2);
  expect(await deployment.palier(database, replay)).toMatchObject({ stdout: expect.stringContaining('No erasure') });

  const statusOf = async (path: string) => (await fetch(`${waiting.url}${path}`)).status;
  await until(async () => (await statusOf('/health/ready')) === 200);
  expect(await statusOf(`/v1/stores/${tenant.slug}/apps`)).toBe(200);
  expect(await statusOf(`/v1/stores/${purged.slug}/apps`)).toBe(404);
  await deployment.work(database);
  await until(() => deployment.isDone(database));
  const ended = `select state from tenants.tenants where id = '${purged.id}' union all
    select receipt.slug from tenants.purge_receipts receipt where tenant_id = '${purged.id}'`;
  expect(await runSql(database.adminUrl, ended)).toEqual([{ state: 'purged' }, { state: purged.slug }]);
});
