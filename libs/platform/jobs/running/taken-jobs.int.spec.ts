// Real: the queues on PostgreSQL and on a redis-server, the outbox, workers. Faked: the directory of tenants, and the present.
import { defineJob, HandlesJob, type JobDefinition, limitedQueues, UntakenWork, WorkerSurvey } from '#platform/jobs';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const jobs = {
  post: defineJob('sorting.letters'),
  parcel: defineJob('sorting.large-parcels'),
  stamp: defineJob('stamps.print'),
  patient: defineJob('stamps.sell', { mayWait: true }),
};
const all = Object.values(jobs);

/** A handler of a job, in a class of its own. */
function handlerOf(job: JobDefinition) {
  class Handler {
    async run(): Promise<undefined> {}
  }
  HandlesJob(job)(Handler);
  return Handler;
}
const handlers = all.map(handlerOf);

const servers = [
  { name: 'PostgreSQL', group: describe, redis: false },
  { name: 'Redis', group: needs('redis-server'), redis: true },
];

for (const { name, group, redis } of servers) {
  group(`the queues of WORKER_QUEUES, on ${name}`, () => {
    let database: TestDatabase;
    let server: RedisServer | undefined;
    let api: JobsApp;
    const start = (more: Partial<Parameters<typeof startJobs>[0]> = {}) =>
      startJobs({ database, ...more, settings: { redisUrl: server?.url, ...more.settings } });
    beforeAll(async () => {
      database = await testDatabase();
      server = redis ? await startRedis() : undefined;
      api = await start();
    });
    afterAll(async () => {
      await api?.close();
      await server?.stop();
      await database?.close();
    });

    const inAnHour = () => Date.now() + 3_600_000;
    const untaken = async () => {
      const found = await api.app.get(UntakenWork).find(inAnHour());
      return found.map(({ what }) => what).filter((what) => /^s\w+\./.test(what));
    };
    const count = (job: JobDefinition, state: 'waiting' | 'completed') => api.control.count(job.name, state);

    it('are the only ones that a worker takes; the others wait for another worker, and are named', async () => {
      const worker = await start({ handlers, settings: { workerQueues: ['sorting.*-parcels', 'stamps.print'] } });
      let other: JobsApp | undefined;
      try {
        for (const job of all) await worker.add(job, { tenantId });
        await until(async () => (await count(jobs.parcel, 'completed')) + (await count(jobs.stamp, 'completed')) === 2);
        expect([await count(jobs.post, 'waiting'), await count(jobs.patient, 'waiting')]).toEqual([1, 1]);
        expect(await untaken()).toEqual([jobs.post.name, jobs.patient.name]);
        let answers: readonly (readonly string[])[] = [];
        await until(async () => {
          answers = await api.app.get(WorkerSurvey).ask();
          return answers.length > 0;
        });
        expect(answers).toEqual([[jobs.parcel.name, jobs.stamp.name]]);
        other = await start({ handlers, settings: { workerQueues: ['sorting.letters', 'stamps.sell'] } });
        await until(async () => (await count(jobs.post, 'completed')) + (await count(jobs.patient, 'completed')) === 2);
        expect(await untaken()).toEqual([]);
      } finally {
        await Promise.all([worker.close(), other?.close()]);
      }
    });
  });
}

describe('WORKER_QUEUES', () => {
  it('lists the queues that a worker takes, where these are not all', () => {
    expect(limitedQueues(['*'])).toBeUndefined();
    expect(limitedQueues(['stamps.*'])).toEqual([jobs.stamp.name, jobs.patient.name]);
  });

  it.each([
    ['stamp.*', 'stamps.*'],
    ['stamps.prin', 'stamps.print'],
    ['stampsXprint', 'stamps.print'],
  ])('is refused where %s is the name of no queue', (pattern, meant) => {
    const sentence = `WORKER_QUEUES names ${pattern}, which is the name of no queue (did you mean ${meant}?): "palier jobs list" lists all queues.`;
    expect(() => limitedQueues(['sorting.*', pattern])).toThrow(
      expect.objectContaining({ code: 'worker_queue_unknown', detail: expect.objectContaining({ en: sentence }) }),
    );
  });
});
