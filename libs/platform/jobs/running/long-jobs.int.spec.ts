// Real: the queues on PostgreSQL and on a redis-server, the outbox, a worker. Faked: the directory of tenants, how long jobs take.
import { EventEmitter, once } from 'node:events';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobPayload, Jobs, WorkerPace } from '#platform/jobs';
import { OutboxRelay } from '#platform/outbox';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { Queues } from '../queues/queues.js';

interface Work extends JobPayload {
  readonly name: string;
  readonly tookMs?: number;
}
const [acme, bolt] = [newId(), newId()];
const long = defineJob<Work>('test.long', { concurrency: 2, resumes: true });
const whole = defineJob<Work>('test.whole', { concurrency: 1 });
const events = new EventEmitter();
let skippedMs = 0;

/** Goes on from step to step until it is stopped, or may end. */
@HandlesJob(long)
class Long {
  static begun: string[] = [];
  static ends = new Set<string>();

  async run({ name }: Work, { signal, attempt }: JobContext): Promise<undefined> {
    Long.begun.push(`${name} ${attempt}`);
    events.emit(`begun ${name}`);
    if (Long.ends.has(name)) return;
    await Promise.race([once(events, `end ${name}`), once(signal, 'abort')]);
    signal.throwIfAborted();
  }
}

@HandlesJob(whole)
class Whole {
  static begun: string[] = [];

  async run({ name, tookMs = 0 }: Work): Promise<undefined> {
    Whole.begun.push(name);
    events.emit(`begun ${name}`);
    if (name === 'first') await once(events, 'go on');
    skippedMs += tookMs;
  }
}

const servers = [
  { name: 'PostgreSQL', group: describe, redis: false },
  { name: 'Redis', group: needs('redis-server'), redis: true },
];

for (const { name, group, redis } of servers) {
  group(`long jobs on ${name}`, () => {
    let database: TestDatabase;
    let server: RedisServer | undefined;
    let worker: JobsApp;
    beforeAll(async () => {
      const now = performance.now.bind(performance);
      jest.spyOn(performance, 'now').mockImplementation(() => now() + skippedMs);
      database = await testDatabase();
      server = redis ? await startRedis() : undefined;
      const pace = new WorkerPace(15_000, 5000, 50, 1, 200);
      worker = await startJobs({ database, handlers: [Long, Whole], pace, settings: { redisUrl: server?.url } });
      Object.assign(Long, { begun: [], ends: new Set() });
      Whole.begun = [];
    });
    afterAll(async () => {
      await worker?.close();
      await server?.stop();
      await database?.close();
      jest.restoreAllMocks();
    });

    const count = (job: { name: string }, state: 'waiting' | 'completed' | 'failed') =>
      worker.control.count(job.name, state);

    it('give way to those of other tenants after a while, and go on later with no try counted', async () => {
      const done = await count(long, 'completed');
      Long.begun = [];
      for (const work of ['a1', 'a2']) {
        const begun = once(events, `begun ${work}`);
        await worker.add(long, { tenantId: acme, name: work });
        await begun;
      }
      await worker.add(long, { tenantId: acme, name: 'a3' });
      Long.ends.add('b1');
      await worker.add(long, { tenantId: bolt, name: 'b1' });
      await until(async () => (await count(long, 'completed')) === done + 1);
      await until(() => Long.begun.length === 4);
      // The one that had its place longest, and not the other; then it comes before the one that has not begun.
      expect(Long.begun).toEqual(['a1 1', 'a2 1', 'b1 1', 'a1 1']);
      Long.ends.add('a3');
      for (const work of ['a1', 'a2']) events.emit(`end ${work}`);
      await until(async () => (await count(long, 'completed')) === done + 4);
      expect(Long.begun).toEqual(['a1 1', 'a2 1', 'b1 1', 'a1 1', 'a3 1']);
      expect(await count(long, 'failed')).toBe(0);
    });

    it('run, and lose no try, while the order of their queue cannot be read', async () => {
      const done = await count(long, 'completed');
      Long.begun = [];
      const front = jest.spyOn(worker.app.get(Queues).server, 'front').mockRejectedValue(new Error('No answer.'));
      for (const work of ['c1', 'c2']) {
        Long.ends.add(work);
        await worker.add(long, { tenantId: work === 'c1' ? acme : bolt, name: work });
      }
      await until(() => Long.begun.length === 2);
      expect(front).toHaveBeenCalled();
      front.mockRestore();
      await until(async () => (await count(long, 'completed')) === done + 2);
      expect(Long.begun.sort()).toEqual(['c1 1', 'c2 1']);
    });

    it('count by their time, and not by their number, for whose is next', async () => {
      const begun = once(events, 'begun first');
      await worker.add(whole, { tenantId: acme, name: 'first', tookMs: 35_000 });
      await begun;
      await worker.app.get(Database).transaction({ tenantId: acme }, async (tx) => {
        for (const work of ['a2', 'a3'])
          await worker.app.get(Jobs).add(tx, whole, { tenantId: acme, name: work, tookMs: 35_000 });
      });
      await worker.app.get(OutboxRelay).drain();
      for (const work of ['b1', 'b2', 'b3', 'b4', 'b5'])
        await worker.add(whole, { tenantId: bolt, name: work, tookMs: 10_000 });
      events.emit('go on');
      await until(async () => (await count(whole, 'completed')) === 8);
      // Four jobs of 10 s for one of 35 s.
      expect(Whole.begun).toEqual(['first', 'b1', 'b2', 'b3', 'b4', 'a2', 'b5', 'a3']);
    });
  });
}
