// Real: PostgreSQL, its queues, the outbox, and a worker process during the cutover of its deployment.
// Faked: what the jobs do, and the list of tenants.
import { Global, Module } from '@nestjs/common';
import { Job } from 'bullmq';
import { newId } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext } from '#platform/jobs';
import { Quotas } from '#platform/quotas';
import { StorageModule, StorageWorkerModule } from '#platform/storage';
import { type EmptyDatabase, migratedDatabase } from '../../../test/support/empty-database.js';
import { type JobsApp, startJobs } from '../../../test/support/jobs-app.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { unlimitedQuotas } from '../../../test/support/unlimited-quotas.js';
import { until } from '../../../test/support/until.js';
import { cutOver, cutoverOf } from './index.js';

/** Polls that take longer than a worker waits for a job. */
const POLLS = 480;

const work = defineJob('tests.work-during-cutover', { tries: 2, backoffMs: 1 });
const tenantId = newId();
const begun: string[] = [];
const done: string[] = [];
let gate: Promise<void>;

@HandlesJob(work)
class Works {
  async run(_payload: object, { id }: JobContext): Promise<undefined> {
    begun.push(id);
    await gate;
    done.push(id);
  }
}

@Global()
@Module({ providers: [{ provide: Quotas, useValue: unlimitedQuotas }], exports: [Quotas] })
class WithoutQuotas {}

let test: TestDatabase;
let to: EmptyDatabase;
let jobs: JobsApp;
beforeEach(async () => {
  gate = Promise.resolve();
  test = await testDatabase();
  to = await migratedDatabase(test);
  jobs = await startJobs({
    database: test,
    handlers: [Works],
    modules: [WithoutQuotas, StorageModule, StorageWorkerModule],
  });
});
afterEach(async () => {
  await jobs.close();
  await to.drop();
  await test.close();
});

it('lets a running job end before writes are refused', async () => {
  const open = Promise.withResolvers<void>();
  gate = open.promise;
  const id = await jobs.add(work, { tenantId });
  await until(() => begun.includes(id));
  const endedBefore: string[] = [];
  const cutover = cutOver(test, to, {
    jobDeadlineMs: 10_000,
    onStep: (step) => void (step === 'freeze' && endedBefore.push(...done)),
  });
  await until(async () => (await cutoverOf(test.ownerUrl))?.state === 'draining');
  expect(done).not.toContain(id);
  open.resolve();
  await cutover;
  expect(endedBefore).toContain(id);
});

it('starts no new job during a cutover, and runs it when the cutover is abandoned', async () => {
  let id = '';
  let begunMeanwhile: string[] = [];
  const cutover = cutOver(test, to, {
    jobDeadlineMs: 10_000,
    onStep: async (step) => {
      if (step === 'freeze') id = await jobs.add(work, { tenantId });
      if (step === 'jobs') begunMeanwhile = [...begun];
    },
    onArrived: () => Promise.reject(new Error('stay')),
  });
  await expect(cutover).rejects.toThrow('stay');
  expect(begunMeanwhile).not.toContain(id);
  await until(() => done.includes(id));
  const next = await jobs.add(work, { tenantId });
  await until(() => done.includes(next));
});

it('returns a job that it took as tables began to refuse writes, once the cutover is abandoned', async () => {
  const refusing = () =>
    runSql(
      test.adminUrl,
      "SELECT FROM pg_trigger WHERE tgrelid = 'bullmq.job'::regclass AND tgfoid::regproc::text ~ 'refuse_write'",
    );
  const moveToWait = Job.prototype.moveToWait;
  let isTaken = false;
  jest.spyOn(Job.prototype, 'moveToWait').mockImplementationOnce(async function (this: Job, token) {
    isTaken = true;
    await until(async () => (await refusing()).length > 0);
    return moveToWait.call(this, token);
  });
  // A worker asks for a job and waits for some seconds. One whose wait was over before the job came takes none: then once more.
  while (!isTaken) {
    let [id, polls] = ['', 0];
    const cutover = cutOver(test, to, {
      jobDeadlineMs: 10_000,
      onStep: async (step) => {
        if (step !== 'freeze') return;
        id = await jobs.add(work, { tenantId });
        await until(() => {
          polls += 1;
          return isTaken || polls > POLLS;
        });
      },
      onArrived: () => Promise.reject(new Error('stay')),
    });
    await expect(cutover).rejects.toThrow('stay');
    await until(() => done.includes(id));
  }
});

it('lets a relay finish its batch before writes are refused', async () => {
  const held = "UPDATE platform.outbox_shards SET holder = uuidv7(), held_until = clock_timestamp() + interval '2 s'";
  const heldNow = 'SELECT FROM platform.outbox_shards WHERE shard = 0 AND held_until > clock_timestamp()';
  let stillHeld = [{}];
  await cutOver(test, to, {
    jobDeadlineMs: 10_000,
    onStep: async (step) => {
      if (step === 'drain') await runSql(test.adminUrl, `${held} WHERE shard = 0`);
      if (step === 'freeze') stillHeld = await runSql(test.adminUrl, heldNow);
    },
  });
  expect(stillHeld).toEqual([]);
});
