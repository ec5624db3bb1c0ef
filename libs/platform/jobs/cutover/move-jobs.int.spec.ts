// Real: PostgreSQL and its queues, and a redis-server where one is installed. Faked: nothing.
import { newId } from '#platform/ids';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import type { Queues } from '../queues/queues.js';
import { type JobServer, withQueues } from './job-server.js';
import { countJobs, forgetJobs, moveJobs } from './move-jobs.js';

const NAME = 'tests.moved';
const NAMES = [NAME, 'tests.empty'];

needs('redis-server')('jobs that change their server', () => {
  let test: TestDatabase;
  let redis: RedisServer;
  let places: Record<'PostgreSQL' | 'Redis', JobServer>;
  beforeAll(async () => {
    test = await testDatabase();
    redis = await startRedis();
    places = { PostgreSQL: { databaseUrl: test.appUrl }, Redis: { databaseUrl: test.appUrl, redisUrl: redis.url } };
  });
  afterEach(async () => {
    for (const place of Object.values(places)) await withQueues(place, (queues) => forgetJobs(NAMES, queues));
  });
  afterAll(async () => {
    await redis.stop();
    await test.close();
  });

  const data = (tenantId: string) => ({ payload: { tenantId }, traceparent: null });
  const options = (queues: Queues) => queues.optionsOf({ name: NAME, tries: 4, backoffMs: 250 });
  const both = <T>(from: JobServer, to: JobServer, work: (from: Queues, to: Queues) => Promise<T>) =>
    withQueues(from, (old) => withQueues(to, (fresh) => work(old, fresh)));

  describe.each([
    ['PostgreSQL', 'Redis'],
    ['Redis', 'PostgreSQL'],
  ] as const)('from %s to %s', (from, to) => {
    it('keep their id, payload, turn, delay, tries and age when copied twice', async () => {
      const [waiting, delayed] = [newId(), newId()];
      const tenantId = newId();
      const timestamp = Date.now() - 5000;
      const moved = await both(places[from], places[to], async (old, fresh) => {
        const [queue, opts] = [old.queue(NAME), options(old)];
        await queue.add(NAME, data(tenantId), { ...opts, jobId: waiting, priority: 7, timestamp });
        await queue.add(NAME, data(tenantId), { ...opts, jobId: delayed, priority: 8, delay: 600_000, timestamp });
        expect(await moveJobs(NAMES, old, fresh)).toBe(2);
        // A second time: no job is duplicated.
        await moveJobs(NAMES, old, fresh);
        return fresh.queue(NAME).getJobs(['prioritized', 'delayed']);
      });
      expect(moved).toHaveLength(2);
      for (const job of moved) {
        expect(job).toMatchObject({ name: NAME, data: data(tenantId), timestamp });
        expect(job.opts).toMatchObject({ attempts: 4, backoff: { type: 'exponential', delay: 250 } });
      }
      expect(moved.find(({ id }) => id === waiting)).toMatchObject({ priority: 7, delay: 0 });
      expect(moved.find(({ id }) => id === delayed)).toMatchObject({ delay: 600_000 });
    });

    it('keep their order across batches', async () => {
      const ids = Array.from({ length: 2100 }, () => newId());
      await both(places[from], places[to], async (old, fresh) => {
        const opts = options(old);
        await old.queue(NAME).addBulk(
          ids.map((jobId, i) => ({
            name: NAME,
            data: data(jobId),
            opts: { ...opts, jobId, priority: 1 + (i >> 1) },
          })),
        );
        expect(await moveJobs(NAMES, old, fresh)).toBe(2100);
        expect(await countJobs(NAMES, fresh)).toBe(2100);
        const found = await fresh.queue(NAME).getJobs(['prioritized'], 0, -1, true);
        expect(found.map(({ id }) => id)).toEqual(ids);
      });
    });

    it('stay failed, with the reason, and those of schedules are left out', async () => {
      const id = newId();
      await both(places[from], places[to], async (old, fresh) => {
        const queue = old.queue(NAME);
        await queue.add(NAME, data(id), { ...options(old), attempts: 1, jobId: id });
        const worker = old.worker(NAME);
        await (await worker.getNextJob('test', { block: false }))?.moveToFailed(new Error('no luck'), 'test', false);
        await worker.close();
        await queue.upsertJobScheduler(NAME, { every: 60_000 }, { name: NAME, data: data(id) });
        expect(await moveJobs(NAMES, old, fresh)).toBe(1);
        const failed = await fresh.queue(NAME).getJobs(['failed']);
        expect(failed).toMatchObject([{ id, failedReason: 'no luck', opts: { attempts: 1 } }]);
        expect(await countJobs(NAMES, fresh)).toBe(1);
      });
    });
  });
});
