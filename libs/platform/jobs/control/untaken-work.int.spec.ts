// Real: the queues on PostgreSQL and on a redis-server, the outbox, a worker. Faked: the directory of tenants, and the present.
import { EventEmitter, once } from 'node:events';
import {
  defineJob,
  HandlesJob,
  type JobContext,
  type JobPayload,
  OldestWork,
  UntakenWork,
  WorkerPace,
} from '#platform/jobs';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const other = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2';
const long = defineJob('test.untaken-long', { concurrency: 1 });
const scheduled = defineJob('test.untaken-scheduled', { everyMs: 300_000 });
const events = new EventEmitter();

@HandlesJob(long)
class Long {
  async run(_payload: JobPayload, { signal }: JobContext): Promise<undefined> {
    events.emit('runs');
    await once(signal, 'abort').then(() => Promise.reject(signal.reason));
  }
}

@HandlesJob(scheduled)
class Scheduled {
  async run(): Promise<undefined> {}
}

const servers = [
  { name: 'PostgreSQL', group: describe, redis: false },
  { name: 'Redis', group: needs('redis-server'), redis: true },
];

for (const { name, group, redis } of servers) {
  group(`work that no worker takes, on ${name}`, () => {
    let database: TestDatabase;
    let server: RedisServer | undefined;
    let api: JobsApp;
    const start = (parts: Partial<Parameters<typeof startJobs>[0]> = {}) =>
      startJobs({ database, ...parts, settings: { redisUrl: server?.url, jobDeadlineMs: 50 } });
    beforeAll(async () => {
      database = await testDatabase();
      server = redis ? await startRedis() : undefined;
      api = await start();
    });
    afterAll(async () => {
      await api.close();
      await server?.stop();
      await database.close();
    });

    const untaken = async (minutes: number, from = Date.now()) => {
      const found = await api.app.get(UntakenWork).find(from + minutes * 60_000);
      return found.map(({ what }) => what).filter((what) => what !== 'data-lifecycle.enforce-retention');
    };

    it('waits in the outbox, then in its queue; a busy worker takes it', async () => {
      const before = Date.now();
      await api.write(long, { tenantId });
      await api.write(long, { tenantId });
      expect(await untaken(0.9, before)).toEqual([]);
      expect(await untaken(1.1)).toEqual(['outbox (job)']);
      // As a relay gives them back whose clock is ahead.
      await runSql(database.adminUrl, "update platform.outbox_shards set held_until = now() + interval '1 hour'");
      expect(await untaken(1.1)).toEqual(['outbox (job)']);
      expect(await api.app.get(OldestWork).seconds(before + 60_000)).toBeGreaterThan(50);
      const runs = once(events, 'runs');
      const worker = await start({ handlers: [Long, Scheduled], pace: new WorkerPace(15_000, 5000, 50) });
      await runs;
      await until(async () => (await worker.control.count(long.name, 'waiting')) === 1);
      await until(async () => (await worker.control.count(scheduled.name, 'completed')) === 1);
      // A row leaves the outbox after its job is in the queue, so it may still be there for a moment.
      await until(async () => (await untaken(2)).length === 0);
      // The job that waits is of the tenant whose job runs.
      const oldest = () => api.app.get(OldestWork).seconds(Date.now() + 600_000);
      expect(await oldest()).toBe(0);
      await worker.add(long, { tenantId: other });
      await until(async () => (await oldest()) > 590);
      await worker.close();
      expect((await untaken(2)).sort()).toEqual([long.name]);
      expect((await untaken(12)).sort()).toEqual([long.name, scheduled.name]);
    });
  });
}
