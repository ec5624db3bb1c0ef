// Real: the whole API, PostgreSQL, its queues, and compiled workers in processes of their own that are killed with -9 at random
// moments. Faked: universities and students, whom SQL wrote.
import { CampusPassages } from '../../../test/support/campus-passages.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { WorkerProcesses } from '../../../test/support/worker-processes.js';

const STUDENTS = 6000;

let api: TestApp;
let workers: WorkerProcesses;
let worker: ReturnType<WorkerProcesses['start']>;
beforeAll(async () => {
  api = await startTestApp();
  workers = await WorkerProcesses.of(api);
  worker = workers.start();
});
afterAll(async () => {
  await workers?.close();
  await api?.close();
});

/** How many lines of a plan are in a state, without a problem. */
async function linesIn(state: string, planId: string): Promise<number> {
  const counted =
    'select count(*)::int as lines from campus.passage_lines where plan_id = $1 and state = $2 and problem is null';
  return (await workers.admin.query<{ lines: number }>(counted, [planId, state])).rows[0]?.lines ?? 0;
}

it('a plan whose workers are killed while it is made, applied and undone takes each student once', async () => {
  const of = await CampusPassages.open(api);
  await of.rule([0, 'L1'], [0, 'L2']);
  const ids = await of.enrol(Array.from({ length: STUDENTS }, () => ({ at: [0, 'L1'], decision: 'pass' }) as const));
  const enrolled = ids.map((_, i) => `${i + 1} P000 L2 1`);
  const runs = propertyRuns(2);
  const killed = { planned: 0, applied: 0, undone: 0 };
  /** Kills the worker at a random moment; another one brings the operation to its end. */
  const endedByAnother = async (state: keyof typeof killed, planId: string, begun: { status: number; id: string }) => {
    const some = 1 + Math.random() * 0.8 * STUDENTS;
    await until(async () => (await linesIn(state, planId)) >= some);
    await workers.kill(worker);
    if ((await linesIn(state, planId)) < STUDENTS) killed[state] += 1;
    worker = workers.start();
    expect(await of.ended(begun)).toMatchObject({ state: 'succeeded' });
    expect(await linesIn(state, planId)).toBe(STUDENTS);
  };
  let plans = 0;
  for (; Object.values(killed).some((times) => times < runs); plans += 1) {
    const begun = await of.plan();
    await endedByAnother('planned', begun.id, begun);
    await endedByAnother('applied', begun.id, await of.work(begun.id, 'apply'));
    expect(await of.enrolled()).toEqual(enrolled);
    await endedByAnother('undone', begun.id, await of.work(begun.id, 'undo'));
    expect(await of.enrolled()).toEqual([]);
  }
  const events = await workers.admin.query(
    `select from platform.outbox where kind = 'event' and payload->>'type' = 'campus.passages.applied'`,
  );
  expect(events.rows).toHaveLength(plans);
});
