// Real: PostgreSQL and its queues, a worker. Faked: earlier workers, which take the job and never end it;
// SQL expires their locks.

import { newId } from '#platform/ids';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { withQueues } from '../cutover/job-server.js';
import { defineJob } from '../job-definition.js';
import { HandlesJob } from './handles-job.js';
import type { JobWatcher, WatchedJob } from './job-watcher.js';
import { WorkerPace } from './worker-pace.js';

const doomed = defineJob('test.doomed', { tries: 2 });
const ran: string[] = [];

@HandlesJob(doomed)
class Doomed {
  async run(_payload: object, { id }: { id: string }): Promise<undefined> {
    ran.push(id);
  }
}

let test: TestDatabase;
let worker: JobsApp | undefined;
beforeAll(async () => {
  test = await testDatabase();
});
afterEach(() => worker?.close());
afterAll(() => test.close());

const tenantId = newId();
const none = async () => {};

/** Adds a job whose workers died so many times while running it. */
async function died(times: number, traceparent: string | null = null): Promise<string> {
  const id = newId();
  await withQueues({ databaseUrl: test.appUrl }, async (queues) => {
    const data = { payload: { tenantId }, traceparent, followedBy: tenantId };
    await queues.queue(doomed.name).add(doomed.name, data, { ...queues.optionsOf(doomed), jobId: id });
    const dead = queues.worker(doomed.name);
    await dead.getNextJob('dead', { block: false });
    await dead.close(true);
  });
  await runSql(
    test.adminUrl,
    `update bullmq.job set stalled_count = ${times - 1}, locked_until_ms = 1 where id = '${id}' and state = 'active'`,
  );
  return id;
}

async function work(lockMs = 15_000): Promise<WatchedJob[]> {
  const failed: WatchedJob[] = [];
  const watcher: JobWatcher = {
    started: async () => true,
    progressed: none,
    succeeded: none,
    failed: async (job) => void failed.push(job),
    cancelled: none,
  };
  worker = await startJobs({ database: test, handlers: [Doomed], pace: new WorkerPace(lockMs, 50), watcher });
  return failed;
}

it('runs a job again whose worker died, up to its number of tries', async () => {
  const id = await died(2);
  const failed = await work();
  await until(() => ran.includes(id));
  expect(failed).toEqual([]);
});

it('runs it again also where the clock was ahead when its worker died', async () => {
  const id = await died(1);
  await runSql(test.adminUrl, `update bullmq.job set locked_until_ms = ${Date.now() + 86_400_000} where id = '${id}'`);
  await runSql(
    test.adminUrl,
    `insert into bullmq.meta (queue, field, value) values ('${doomed.name}', 'stalled-check', '${Date.now() + 86_400_000}')
     on conflict (queue, field) do update set value = excluded.value`,
  );
  await work(200);
  // The lock then ends after the minute by which clocks may differ, which does not pass here.
  const expire = () =>
    runSql(
      test.adminUrl,
      `update bullmq.job set locked_until_ms = 1 where id = '${id}' and locked_until_ms <= ${Date.now() + 61_000} returning id`,
    );
  await until(async () => (await expire()).length > 0);
  await until(() => ran.includes(id));
});

it.each([
  ['without a trace', null],
  ['with a trace that is no text', 7 as unknown as string],
])('reports the failure of a job %s whose workers died at every try', async (_, traceparent) => {
  const id = await died(3, traceparent);
  const failed = await work();
  await until(() => failed.length > 0);
  expect(failed).toEqual([expect.objectContaining({ id, queue: doomed.name, tenantId, followedBy: tenantId })]);
  expect(ran).not.toContain(id);
});
