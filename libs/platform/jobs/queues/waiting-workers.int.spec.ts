// Real: PostgreSQL, its notifications, ten queues and their workers. Faked: the tenants' directory; SQL makes a job due, which no
// function of BullMQ announces, as where a notification is lost.
import { EventEmitter, once } from 'node:events';
import pg from 'pg';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { defineJob } from '../job-definition.js';
import type { JobContext } from '../job-handler.js';
import { HandlesJob } from '../running/handles-job.js';
import { WorkerPace } from '../running/worker-pace.js';
import { PostgresBackend } from './postgres-backend.js';

const jobs = [...'abcdefghij'].map((letter) => defineJob(`test.${letter}`));
const [job] = jobs as [(typeof jobs)[number]];
const events = new EventEmitter();
const handlers = jobs.map((each) => {
  @HandlesJob(each)
  class Runs {
    async run(_payload: object, { id }: JobContext): Promise<undefined> {
      events.emit('ran', id);
    }
  }
  return Runs;
});

let database: TestDatabase;
let app: JobsApp;
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await app.close();
  jest.restoreAllMocks();
});
afterAll(() => database.close());

/** @param stalledMs between two looks at the queues */
async function start(stalledMs: number): Promise<void> {
  app = await startJobs({ database, handlers, pace: new WorkerPace(15_000, stalledMs) });
}

/** A job that is delayed until it is made due, in silence. */
async function delayed(): Promise<string> {
  const id = await app.add(job, { tenantId: newId() }, { delayMs: 600_000 });
  await until(async () => (await app.control.count(job.name, 'delayed')) === 1);
  return id;
}
const makeDue = (id: string) =>
  runSql(database.adminUrl, `update bullmq.job set process_at_ms = 1 where id = '${id}' and state = 'delayed'`);

it('cost one statement for all queues, and none a queue', async () => {
  const waits = jest.spyOn(PostgresBackend.prototype, 'waitForJob');
  const asked = jest.spyOn(pg.Pool.prototype, 'query');
  await start(50);
  const read = jest.spyOn(app.app.get(Database), 'unscopedRead');
  const looks = () => read.mock.calls.filter(([, { name }]) => name === 'jobs.queues.look').length;
  const ran = once(events, 'ran');
  await app.add(job, { tenantId: newId() });
  await ran;
  expect(asked).toHaveBeenCalled();
  // The schedules are written, and the job has ended.
  await until(async () => {
    asked.mockClear();
    const seen = looks();
    await until(() => looks() > seen + 4);
    return asked.mock.calls.length === 0;
  });
  for (const [seconds] of waits.mock.calls) expect(seconds).toBe(3600);
});

it('take a job whose notification was lost', async () => {
  await start(50);
  const id = await delayed();
  const ran = once(events, 'ran');
  await makeDue(id);
  expect(await ran).toEqual([id]);
});

it('take one that came while the connection that listens was lost, as soon as it is open again', async () => {
  await start(3_600_000);
  const id = await delayed();
  const ran = once(events, 'ran');
  await makeDue(id);
  await runSql(
    database.adminUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'palier listen' and datname = current_database()`,
  );
  expect(await ran).toEqual([id]);
});
