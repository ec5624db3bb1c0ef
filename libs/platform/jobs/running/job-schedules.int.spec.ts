// Real: the queues on PostgreSQL and on a redis-server, the outbox, workers. Faked: the clock of the first worker, which is two days
// ahead, and the directory of tenants.
import { defineJob, HandlesJob, type JobPayload, NotNow, UntakenWork, WorkerPace } from '#platform/jobs';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { startJobs } from '../../../../test/support/jobs-app.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { Queues } from '../queues/queues.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const AHEAD_MS = 2 * 86_400_000;
const scheduled = defineJob('test.ahead-scheduled', { everyMs: 300_000 });
const retried = defineJob('test.ahead-retried');

@HandlesJob(scheduled)
class Scheduled {
  async run(): Promise<undefined> {}
}

@HandlesJob(retried)
class Retried {
  static away = true;

  async run(_payload: JobPayload): Promise<undefined> {
    if (Retried.away) throw new NotNow('The server is away.');
  }
}

const servers = [
  { name: 'PostgreSQL', group: describe, redis: false },
  { name: 'Redis', group: needs('redis-server'), redis: true },
];

for (const { name, group, redis } of servers) {
  group(`jobs after a clock was ahead, on ${name}`, () => {
    let database: TestDatabase;
    let server: RedisServer | undefined;
    const start = () =>
      startJobs({
        database,
        handlers: [Scheduled, Retried],
        pace: new WorkerPace(15_000, 100, 50),
        settings: { redisUrl: server?.url },
      });
    // A database for each test: the jobs that one of them leaves are not the other's.
    beforeEach(async () => {
      Retried.away = true;
      database = await testDatabase();
      server = redis ? await startRedis() : undefined;
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      await server?.stop();
      await database.close();
    });

    it('run at once, those of schedules and those that were delayed; without a worker they count as untaken', async () => {
      const now = Date.now;
      const ahead = jest.spyOn(Date, 'now').mockImplementation(() => now() + AHEAD_MS);
      const first = await start();
      await until(async () => (await first.control.count(scheduled.name, 'completed')) >= 1);
      const id = await first.add(retried, { tenantId });
      const other = await first.add(retried, { tenantId }, { delayMs: 600_000 });
      await until(async () => (await first.control.count(retried.name, 'delayed')) === 2);
      const queue = first.app.get(Queues).queue(scheduled.name);
      const next = async () => (await queue.getJobScheduler(scheduled.name))?.next ?? 0;
      expect(await next()).toBeGreaterThan(now() + AHEAD_MS);
      await first.close();
      ahead.mockRestore();

      const api = await startJobs({ database, settings: { redisUrl: server?.url } });
      const untaken = await api.app.get(UntakenWork).find();
      expect(untaken.map(({ what }) => what)).toContain(scheduled.name);
      await api.close();

      Retried.away = false;
      const second = await start();
      for (const each of [id, other])
        await until(async () => (await second.control.show(retried.name, each)).state === 'completed');
      await until(async () => (await second.control.count(scheduled.name, 'completed')) >= 2);
      const queueNow = second.app.get(Queues).queue(scheduled.name);
      expect((await queueNow.getJobScheduler(scheduled.name))?.next).toBeLessThanOrEqual(Date.now() + 300_000);
      await second.close();
    });

    it('that may be delayed stay so', async () => {
      Retried.away = false;
      const first = await start();
      await first.add(retried, { tenantId }, { delayMs: 600_000 });
      await until(async () => (await first.control.count(retried.name, 'delayed')) === 1);
      const before = await first.control.count(retried.name, 'completed');
      await first.close();
      const second = await start();
      await second.add(retried, { tenantId });
      await until(async () => (await second.control.count(retried.name, 'completed')) === before + 1);
      expect(await second.control.count(retried.name, 'delayed')).toBe(1);
      await second.close();
    });
  });
}
