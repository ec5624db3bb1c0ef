// Real: the whole API, PostgreSQL, its queues, a storage in a directory, and compiled workers in processes of their own, one of
// which is killed with -9. Faked: the events, which SQL wrote, and what holds that worker up, which is a lock of the test.
import { Asker } from '../support/questions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { WorkerProcesses } from '../support/worker-processes.js';

let api: TestApp;
let workers: WorkerProcesses;
beforeAll(async () => {
  api = await startTestApp();
  workers = await WorkerProcesses.of(api);
});
afterEach(() => workers?.killAll());
afterAll(async () => {
  await workers?.close();
  await api?.close();
});

it.each([
  ['while it reads', 'analytics.events', 'access exclusive'],
  ['while it keeps the file', 'analytics.exports', 'exclusive'],
] as const)('an export whose worker is killed %s is made by another one, whole and once', async (_, table, mode) => {
  const asker = await Asker.in(api);
  const subjects = Array.from({ length: 5000 }, (_, i) => `subject ${i}`);
  await asker.write(subjects.map((subject) => ({ subject, name: 'opened', at: '2026-01-10T10:00:00Z' })));
  const january = { format: 'ndjson', from: '2026-01-01', to: '2026-01-31' };
  const { id } = (await asker.call('POST', 'exports', january)).json();
  await workers.killOneAt(table, mode);
  expect((await asker.call('GET', `exports/${id}`)).statusCode).toBe(404);

  workers.start();
  const file = await until(async () => {
    const answer = await asker.call('GET', `exports/${id}`);
    return answer.statusCode === 200 ? answer : undefined;
  });
  const found: string[] = file.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).subject);
  expect(found.toSorted()).toEqual(subjects.toSorted());
  const state = async () =>
    (await workers.admin.query(`select state from platform.operations where id = '${id}'`)).rows[0].state;
  await until(async () => (await state()) === 'succeeded');
  expect(
    (await workers.admin.query(`select from analytics.exports where tenant_id = '${asker.tenant.id}'`)).rows,
  ).toHaveLength(1);
});
