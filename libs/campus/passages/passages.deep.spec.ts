// Real: the API, built workers in processes of their own that are killed, PostgreSQL. Faked: universities and students, whom SQL wrote.
import { startWorker } from '../../../test/support/built-process.js';
import { CampusPassages } from '../../../test/support/campus-passages.js';
import { runSql } from '../../../test/support/sql.js';
import { masterKey, startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

const STUDENTS = 6000;
let api: TestApp;
let of: CampusPassages;
let worker: Awaited<ReturnType<typeof startWorker>>;
/** How many operations were at work when their worker was killed. */
let killed = 0;
const start = async () => {
  const env = { DATABASE_URL: api.database.appUrl, PALIER_MASTER_KEY: masterKey, PALIER_DATA_DIR: api.dataDir };
  worker = await startWorker(env);
};
beforeAll(async () => {
  api = await startTestApp();
  await start();
});
afterAll(async () => {
  await worker?.end('SIGKILL');
  await api?.close();
});

/** Kills the worker of an operation once it has come some way, and follows the operation to its end in another one. */
async function endedByAnother(begun: { status: number; id: string }) {
  const { state } = await until(async () => {
    const operation = await of.call('GET', `../operations/${begun.id}`);
    return (operation.progress > 0 || operation.state === 'failed') && operation;
  });
  await worker.end('SIGKILL');
  if (state === 'running') killed += 1;
  await start();
  expect(await of.ended(begun)).toMatchObject({ state: 'succeeded' });
}

it('a plan whose worker is killed while it is made, applied and undone takes each student once', async () => {
  of = await CampusPassages.open(api);
  await of.rule([0, 'L1'], [0, 'L2']);
  const ids = await of.enrol(Array.from({ length: STUDENTS }, () => ({ at: [0, 'L1'], decision: 'pass' }) as const));
  const begun = await of.plan();
  const { id } = begun;
  await endedByAnother(begun);
  const lines = async (state: string) =>
    (
      await of.campus.sql<{ id: string }>(
        `select student_id as id from campus.passage_lines where plan_id = '${id}' and state = '${state}' and problem is null`,
      )
    )
      .map((line) => line.id)
      .sort();
  expect(await lines('planned')).toEqual(ids.toSorted());
  await endedByAnother(await of.work(id, 'apply'));
  expect(await lines('applied')).toEqual(ids.toSorted());
  expect(await of.enrolled()).toEqual(ids.map((_, i) => `${i + 1} P000 L2 1`));
  const events = await runSql(
    api.database.adminUrl,
    `select from platform.outbox where kind = 'event' and payload->>'type' = 'campus.passages.applied'`,
  );
  expect(events).toHaveLength(1);
  await endedByAnother(await of.work(id, 'undo'));
  expect(await lines('undone')).toEqual(ids.toSorted());
  expect(await of.enrolled()).toEqual([]);
  expect(killed).toBeGreaterThan(0);
});
