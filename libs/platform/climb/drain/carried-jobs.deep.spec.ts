// Real: two PostgreSQL databases, a redis-server, BullMQ's queues on both. Faked: nothing; no worker runs.
import { newId } from '#platform/ids';
import { countJobs, forgetJobs, type JobServer, withQueues } from '#platform/jobs';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type EmptyDatabase, migratedDatabase } from '../../../../test/support/empty-database.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { type CutoverStep, cutOver, type Deployment, undoCutover } from '../index.js';

const queue = 'tests.carried';

needs('redis-server')('the jobs of a deployment that is cut over to a Redis', () => {
  let redis: RedisServer;
  let test: TestDatabase;
  let target: EmptyDatabase;
  let from: Deployment;
  let to: Deployment;
  beforeAll(async () => {
    redis = await startRedis();
  });
  beforeEach(async () => {
    test = await testDatabase();
    target = await migratedDatabase(test);
    from = { ownerUrl: test.ownerUrl, appUrl: test.appUrl };
    to = { ownerUrl: target.ownerUrl, appUrl: target.appUrl, redisUrl: redis.url };
    // A worker inserts its queues when it starts.
    await runSql(test.ownerUrl, `INSERT INTO platform.job_queues (queue) VALUES ('${queue}')`);
    await add(from, 3);
  });
  afterEach(async () => {
    await withQueues(jobServerOf(to), (queues) => forgetJobs([queue], queues));
    await target.drop();
    await test.close();
  });
  afterAll(() => redis.stop());

  const jobServerOf = ({ appUrl, redisUrl }: Deployment): JobServer => ({ databaseUrl: appUrl, redisUrl });
  const count = (deployment: Deployment) => withQueues(jobServerOf(deployment), (queues) => countJobs([queue], queues));
  const add = (deployment: Deployment, jobs: number) =>
    withQueues(jobServerOf(deployment), async (queues) => {
      const opts = queues.optionsOf({ name: queue, tries: 1, backoffMs: 0 });
      const data = { payload: { tenantId: newId() }, traceparent: null };
      for (let turn = 1; turn <= jobs; turn += 1) {
        await queues.queue(queue).add(queue, data, { ...opts, priority: turn, jobId: newId() });
      }
    });
  const cutover = (more: object = {}) => cutOver(from, to, { jobDeadlineMs: 0, ...more });

  it('are in the Redis once, and not in the new database', async () => {
    expect(await cutover()).toMatchObject({ jobs: 3 });
    expect(await count(to)).toBe(3);
    expect(await runSql(target.adminUrl, 'SELECT FROM bullmq.job')).toEqual([]);
  });

  it('are there once after an attempt that died when they had arrived, without those that ran since', async () => {
    const killed =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'palier copy' AND datname = current_database()";
    const died = cutover({ onArrived: () => runSql(test.adminUrl, killed) });
    await expect(died).rejects.toMatchObject({ code: 'database_unavailable' });
    const run = () =>
      withQueues(jobServerOf(from), async (queues) => {
        const [first] = await queues.queue(queue).getJobs(['prioritized'], 0, 0);
        await first?.remove();
      });
    // It takes writes again when the move is begun anew.
    const anew = cutover({ onStep: (step: CutoverStep) => (step === 'copy' ? run() : undefined) });
    expect(await anew).toMatchObject({ jobs: 2 });
    expect(await count(to)).toBe(2);
  });

  it('are not copied into a Redis that already holds jobs of another deployment', async () => {
    await add(to, 1);
    await expect(cutover()).rejects.toMatchObject({ code: 'queues_not_empty' });
    expect([await count(from), await count(to)]).toEqual([3, 1]);
  });

  it('prevent going back once a job was added on the new deployment', async () => {
    await cutover();
    await add(to, 1);
    await expect(undoCutover(from, to)).rejects.toMatchObject({
      code: 'target_used',
      message: expect.stringContaining('jobs'),
    });
    await withQueues(jobServerOf(to), (queues) => forgetJobs([queue], queues));
    await expect(undoCutover(from, to)).rejects.toMatchObject({ code: 'target_used' });
  });

  it('return to PostgreSQL with the deployment, and run again in Redis when that cutover fails', async () => {
    await cutover();
    const fresh = await migratedDatabase(test);
    try {
      const back = { ownerUrl: fresh.ownerUrl, appUrl: fresh.appUrl };
      const stays = cutOver(to, back, {
        jobDeadlineMs: 0,
        onArrived: async () => {
          expect(await paused()).toBe(true);
          throw new Error('stay');
        },
      });
      await expect(stays).rejects.toThrow('stay');
      expect(await paused()).toBe(false);
      expect(await cutOver(to, back, { jobDeadlineMs: 0 })).toMatchObject({ jobs: 3 });
      expect(await count(back)).toBe(3);
    } finally {
      await fresh.drop();
    }
  });

  const paused = () => withQueues(jobServerOf(to), (queues) => queues.queue(queue).isPaused());
});
