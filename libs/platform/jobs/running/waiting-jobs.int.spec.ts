// Real: the queues on PostgreSQL and on a redis-server, the outbox, a worker. Faked: the directory of tenants.
import { EventEmitter, once } from 'node:events';
import { Injectable } from '@nestjs/common';
import { defineJob, HandlesJob, type JobPayload, NotNow, OldestWork, UntakenWork, WorkerPace } from '#platform/jobs';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const held = defineJob('test.held', { mayWait: true, concurrency: 1, tries: 2, backoffMs: 1 });
const other = defineJob('test.not-held');
const events = new EventEmitter();

@Injectable()
@HandlesJob(held)
class Held {
  static waiting = false;
  /** How often the next job finds that it cannot be done. */
  static refusals = 0;
  static attempts: number[] = [];
  static goOn: Promise<unknown> = Promise.resolve();

  waits(): boolean {
    return Held.waiting;
  }

  async run(_payload: JobPayload, { attempt }: { attempt: number }): Promise<undefined> {
    Held.attempts.push(attempt);
    events.emit('begun');
    await Held.goOn;
    if (Held.refusals > 0) {
      Held.refusals -= 1;
      throw new NotNow('The server is away.');
    }
  }
}

@HandlesJob(other)
class Other {
  async run(): Promise<undefined> {}
}

const servers = [
  { name: 'PostgreSQL', group: describe, redis: false },
  { name: 'Redis', group: needs('redis-server'), redis: true },
];

for (const { name, group, redis } of servers) {
  group(`jobs that wait, on ${name}`, () => {
    let database: TestDatabase;
    let server: RedisServer | undefined;
    let worker: JobsApp;
    beforeAll(async () => {
      database = await testDatabase();
      server = redis ? await startRedis() : undefined;
      const pace = new WorkerPace(15_000, 5000, 50, 1);
      worker = await startJobs({ database, handlers: [Held, Other], pace, settings: { redisUrl: server?.url } });
    });
    beforeEach(() => {
      Object.assign(Held, { waiting: false, refusals: 0, attempts: [], goOn: Promise.resolve() });
    });
    afterAll(async () => {
      await worker?.close();
      await server?.stop();
      await database?.close();
    });

    const add = (job = held) => worker.add(job, { tenantId });
    const count = (state: 'waiting' | 'completed' | 'failed', job = held) => worker.control.count(job.name, state);

    it('stay in their queue while their handler lets them, others run, and then each begins once', async () => {
      const before = await count('completed');
      Held.waiting = true;
      for (let i = 0; i < 3; i += 1) await add();
      const others = await count('completed', other);
      await add(other);
      await until(async () => (await count('completed', other)) === others + 1);
      await until(async () => (await count('waiting')) === 3);
      expect(Held.attempts).toEqual([]);
      const untaken = await worker.app.get(UntakenWork).find(Date.now() + 3_600_000);
      expect(untaken.map(({ what }) => what)).not.toContain(held.name);
      // Else work that waits for the degradation level to fall would keep it up.
      expect(await worker.app.get(OldestWork).seconds(Date.now() + 3_600_000)).toBe(0);
      Held.waiting = false;
      await until(async () => (await count('completed')) === before + 3);
      expect(Held.attempts).toEqual([1, 1, 1]);
    });

    it('let a job that runs go on', async () => {
      const before = await count('completed');
      const end = Promise.withResolvers<void>();
      Held.goOn = end.promise;
      const begun = once(events, 'begun');
      await add();
      await begun;
      await add();
      Held.waiting = true;
      end.resolve();
      await until(async () => (await count('completed')) === before + 1);
      await until(async () => (await count('waiting')) === 1);
      expect(Held.attempts).toEqual([1]);
      Held.waiting = false;
      await until(async () => (await count('completed')) === before + 2);
    });

    it('run again without counting the try where they could not be done', async () => {
      const before = await count('completed');
      Held.refusals = 5;
      await add();
      await until(async () => (await count('completed')) === before + 1);
      expect(Held.attempts).toEqual([1, 1, 1, 1, 1, 1]);
      expect(await count('failed')).toBe(0);
    });
  });
}
