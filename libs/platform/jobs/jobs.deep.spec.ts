/** Real: PostgreSQL, redis-server where it is installed, the outbox, workers. Faked: the tenants' directory. */

import { EventEmitter, once } from 'node:events';
import { assertSchemaCompatibility, Job, LATEST_SCHEMA_VERSION } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobPayload, Jobs, WorkerPace } from '#platform/jobs';
import { OutboxRelay } from '#platform/outbox';
import { Problem } from '#platform/problems';
import { requestInForce } from '#platform/telemetry';
import { needs, type RedisServer, startRedis } from '../../../test/stack/servers.js';
import { type JobsApp, startJobs } from '../../../test/support/jobs-app.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { JobForwarder } from './adding/job-forwarder.js';
import { Queues } from './queues/queues.js';

const [acme, bolt] = ['0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1', '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b2'] as const;

interface Order extends JobPayload {
  readonly publish?: 'fail' | 'refuse' | 'erased' | 'wait' | 'no database';
}
const order = defineJob<Order>('test.order', { tries: 2, backoffMs: 10, concurrency: 1 });
const crawl = defineJob<Order>('test.crawl', { concurrency: 1, resumes: true });
const crowd = defineJob<Order>('test.crowd', { concurrency: 3 });
const tick = defineJob('test.tick', { everyMs: 200 });

const events = new EventEmitter();
const away = { en: 'Away.', fr: 'Absente.' };

@HandlesJob(crawl)
@HandlesJob(order)
class TakesOrders {
  readonly ran: string[] = [];
  /** Whether tries that would fail succeed from now on. */
  healed = false;

  async run({ tenantId, publish }: Order, context: JobContext): Promise<object | undefined> {
    this.ran.push(`${tenantId} ${context.id} ${context.attempt}`);
    const goOn = publish === 'wait' && once(events, `go on ${context.id}`);
    events.emit('ran', context);
    if (publish === 'fail' && !this.healed) throw new Error('The oven is cold.');
    if (publish === 'no database' && !this.healed)
      throw new Problem('database_unavailable', 503, { en: '', fr: '' }, away);
    if (publish === 'refuse')
      throw new Problem('sold_out', 409, { en: '', fr: '' }, { en: 'Sold out.', fr: 'Épuisé.' });
    // As the database refuses what would name an erased person.
    if (publish === 'erased') throw new Problem('person_erased', 410, { en: '', fr: '' }, away);
    if (publish === 'wait') {
      // Before anything is awaited: it may be cancelled from here on.
      const stop = once(context.signal, 'abort').then(() => Promise.reject(context.signal.reason));
      stop.catch(() => {});
      await context.progress(0.5);
      await Promise.race([goOn, stop]);
    }
    return { taken: context.id };
  }
}

@HandlesJob(crowd)
class Crowds {
  async run({ tenantId, publish }: Order, { id }: JobContext): Promise<undefined> {
    const goOn = publish === 'wait' && once(events, `go on ${id}`);
    events.emit('admitted', tenantId);
    await goOn;
  }
}

@HandlesJob(tick)
class Ticks {
  async run(payload: JobPayload, { id }: JobContext): Promise<undefined> {
    events.emit('tick', payload, id);
  }
}

const backends = [
  { name: 'PostgreSQL', group: describe, redis: false },
  { name: 'Redis', group: needs('redis-server'), redis: true },
];

it('find the tables that the installed version of BullMQ creates', async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  expect(await assertSchemaCompatibility(client, 'bullmq')).toBe(LATEST_SCHEMA_VERSION);
  await client.end();
  await database.close();
});

for (const { name, group, redis } of backends) {
  group(`jobs on ${name}`, () => {
    let database: TestDatabase;
    let server: RedisServer | undefined;
    let worker: JobsApp;
    /** The worker of the tests that start no other in its place: the statements of a new one are planned anew. */
    let kept: JobsApp | undefined;
    const handlers = [TakesOrders, Crowds, Ticks];
    const start = (parts: Partial<Parameters<typeof startJobs>[0]> = {}) =>
      startJobs({ database, handlers, ...parts, settings: { redisUrl: server?.url, ...parts.settings } });
    const handler = () => worker.app.get(TakesOrders);

    beforeAll(async () => {
      database = await testDatabase();
      server = redis ? await startRedis() : undefined;
    });
    afterAll(async () => {
      await kept?.close();
      await server?.stop();
      await database.close();
    });
    beforeEach(async () => {
      kept ??= await start();
      worker = kept;
      await until(async () => (await worker.control.queues()).every(({ active, waiting }) => active + waiting === 0));
      handler().ran.length = 0;
      handler().healed = false;
    });
    afterEach(async () => {
      if (worker === kept) return;
      // The test closed the one that was kept.
      kept = undefined;
      await worker.close();
    });

    const stateOf = async (id: string) => (await worker.control.show(order.name, id)).state;
    const shown = (id: string, state: string) => until(async () => (await stateOf(id)) === state);

    it('run once they are committed, and only then', async () => {
      const lost = worker.app.get(Database).transaction({ tenantId: acme }, async (tx) => {
        await worker.app.get(Jobs).add(tx, order, { tenantId: acme });
        throw new Error('changed our mind');
      });
      await expect(lost).rejects.toThrow('changed our mind');
      const id = await worker.add(order, { tenantId: acme });
      await shown(id, 'completed');
      expect(handler().ran).toEqual([`${acme} ${id} 1`]);
      expect(await worker.control.show(order.name, id)).toMatchObject({
        tenantId: acme,
        result: { taken: id },
        tries: 1,
      });
    });

    it('are one job when they are forwarded twice', async () => {
      const id = await worker.add(order, { tenantId: acme });
      await shown(id, 'completed');
      const payload = { queue: order.name, payload: { tenantId: acme }, delayMs: 0 };
      const row = { id, tenantId: acme, subject: '', payload, createdAt: new Date(), traceparent: null, tries: 0 };
      expect(await worker.app.get(JobForwarder).forward([row])).toEqual([id]);
      const last = await worker.add(order, { tenantId: acme });
      await shown(last, 'completed');
      expect(handler().ran).toEqual([`${acme} ${id} 1`, `${acme} ${last} 1`]);
    });

    it('of an unknown kind wait in the outbox, and delay no other job', async () => {
      const of = (queue: string) => ({
        id: newId(),
        tenantId: acme,
        subject: queue,
        payload: { queue, payload: { tenantId: acme }, delayMs: 0 },
        createdAt: new Date(),
        traceparent: null,
        tries: 0,
      });
      const [known, unknown] = [of(order.name), of('test.of-tomorrow')];
      const forwarder = worker.app.get(JobForwarder);
      expect(await forwarder.forward([unknown, known])).toEqual([known.id]);
      expect(await forwarder.forward([unknown])).toEqual([]);
      await shown(known.id, 'completed');
    });

    it.each(['wait', 'meta', 'repeat', 'id', '0'])('are not found under another key of their queue: %s', async (id) => {
      const waiting = await worker.add(order, { tenantId: acme }, { delayMs: 60_000 });
      await expect(worker.control.show(order.name, id)).rejects.toMatchObject({ code: 'job_not_found' });
      await expect(worker.control.retry(order.name, id)).rejects.toMatchObject({ code: 'job_not_found' });
      expect(await worker.control.cancel(order.name, id)).toBe('gone');
      expect(await worker.control.cancel(order.name, waiting)).toBe('removed');
    });

    it('wait for their delay', async () => {
      const later = await worker.add(order, { tenantId: acme }, { delayMs: 600_000 });
      const id = await worker.add(order, { tenantId: acme }, { delayMs: 800 });
      await shown(id, 'completed');
      expect(await stateOf(later)).toBe('delayed');
      await worker.control.cancel(order.name, later);
      const { createdAt, startedAt } = await worker.control.show(order.name, id);
      expect(Number(startedAt) - Number(createdAt)).toBeGreaterThanOrEqual(800);
    });

    it('are tried again, then shown as failed, and run again when an operator retries them', async () => {
      const id = await worker.add(order, { tenantId: acme, publish: 'fail' });
      await shown(id, 'failed');
      const failed = await worker.control.show(order.name, id);
      expect(failed).toMatchObject({ tries: 2, triesAllowed: 2, failure: 'The oven is cold.' });
      expect(failed.stacks[0]).toContain('TakesOrders.run');
      const listed = await worker.control.list({ queue: order.name, state: 'failed', offset: 0, limit: 10 });
      expect(listed).toContainEqual(expect.objectContaining({ id, failure: 'The oven is cold.' }));
      handler().healed = true;
      await worker.control.retry(order.name, id);
      await shown(id, 'completed');
      await expect(worker.control.retry(order.name, id)).rejects.toMatchObject({ code: 'job_not_failed' });
    });

    it('lose no try to an outage of the database', async () => {
      await worker.close();
      worker = await start({ pace: new WorkerPace(15_000, 5000, 2000, 50) });
      const id = await worker.add(order, { tenantId: acme, publish: 'no database' });
      const tries = () => handler().ran.filter((line) => line.includes(id));
      // One more failure than the job has tries.
      await until(() => tries().length >= 3);
      handler().healed = true;
      await shown(id, 'completed');
      expect(new Set(tries())).toEqual(new Set([`${acme} ${id} 1`]));
    });

    it('run again once when two operators retry them', async () => {
      handler().healed = false;
      const id = await worker.add(order, { tenantId: acme, publish: 'fail' });
      await shown(id, 'failed');
      handler().healed = true;
      const both = await Promise.allSettled([1, 2].map(() => worker.control.retry(order.name, id)));
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = both.find((each) => each.status === 'rejected');
      expect(refused?.reason).toMatchObject({ code: 'job_not_failed' });
      await shown(id, 'completed');
    });

    it('fail at once with a problem below 500', async () => {
      const id = await worker.add(order, { tenantId: acme, publish: 'refuse' });
      await shown(id, 'failed');
      expect(await worker.control.show(order.name, id)).toMatchObject({ tries: 1, failure: 'Sold out.' });
      expect(await worker.control.retryAll(order.name)).toBe(1);
      await shown(id, 'failed');
    });

    it('that would name an erased person are given up, and are no failure', async () => {
      const id = await worker.add(order, { tenantId: acme, publish: 'erased' });
      await shown(id, 'cancelled');
      expect(await worker.control.show(order.name, id)).toMatchObject({ tries: 1 });
    });

    it('that failed are forgotten after 30 days', async () => {
      const [old, young] = [
        await worker.add(order, { tenantId: acme, publish: 'refuse' }),
        await worker.add(order, { tenantId: acme, publish: 'refuse' }),
      ];
      await Promise.all([shown(old, 'failed'), shown(young, 'failed')]);
      await endedBefore(old, 30.1);
      await endedBefore(young, 29.9);
      await worker.control.forgetOld(new AbortController().signal);
      await expect(stateOf(old)).rejects.toMatchObject({ code: 'job_not_found' });
      await shown(young, 'failed');
      await endedBefore(young, 30.1);
      await worker.control.forgetOld(new AbortController().signal);
      await expect(stateOf(young)).rejects.toMatchObject({ code: 'job_not_found' });
    });

    it('that are done are forgotten after an hour, when another is done', async () => {
      const [old, young] = [await worker.add(order, { tenantId: acme }), await worker.add(order, { tenantId: acme })];
      await Promise.all([shown(old, 'completed'), shown(young, 'completed')]);
      await endedBefore(old, 61 / 1440, 'completed');
      await endedBefore(young, 59 / 1440, 'completed');
      // On PostgreSQL a process deletes old ones every ten seconds at most: another one does it now.
      await worker.close();
      worker = await start();
      await shown(await worker.add(order, { tenantId: acme }), 'completed');
      await until(() =>
        stateOf(old).then(
          () => false,
          ({ code }) => code === 'job_not_found',
        ),
      );
      expect(await stateOf(young)).toBe('completed');
    });

    /** Moves the end of a job into the past. */
    async function endedBefore(id: string, days: number, state: 'failed' | 'completed' = 'failed'): Promise<void> {
      const at = Math.round(Date.now() - days * 86_400_000);
      if (!server) {
        await runSql(database.adminUrl, `update bullmq.job set finished_at_ms = ${at} where id = '${id}'`);
        return;
      }
      const client = new Redis(server.url);
      await client.zadd(`{palier}:${order.name}:${state}`, at, id);
      await client.hset(`{palier}:${order.name}:${id}`, 'finishedOn', at);
      await client.quit();
    }

    it('of one tenant delay those of another only by the job that is running', async () => {
      const running = once(events, 'ran');
      const first = await worker.add(order, { tenantId: acme, publish: 'wait' });
      await running;
      await worker.app.get(Database).transaction({ tenantId: acme }, async (tx) => {
        const adding = Array.from({ length: 50 }, () => worker.app.get(Jobs).add(tx, order, { tenantId: acme }));
        await Promise.all(adding);
      });
      await worker.app.get(OutboxRelay).drain();
      const theirs = await Promise.all([1, 2, 3].map(() => worker.add(order, { tenantId: bolt })));
      events.emit(`go on ${first}`);
      for (const id of theirs) await shown(id, 'completed');
      // In turns with theirs, or before them where the first took long.
      const turns = handler()
        .ran.slice(1, 6)
        .map((line) => line.slice(0, 36));
      expect(turns.filter((tenantId) => tenantId === bolt)).toHaveLength(3);
      await until(async () => (await worker.control.count(order.name, 'waiting')) === 0);
    });

    it('are removed when cancelled while they wait, and told to stop when cancelled while they run', async () => {
      const running = once(events, 'ran');
      const first = await worker.add(order, { tenantId: acme, publish: 'wait' });
      await running;
      const second = await worker.add(order, { tenantId: acme });
      expect(await worker.control.cancel(order.name, second)).toBe('removed');
      await expect(worker.control.show(order.name, second)).rejects.toMatchObject({ code: 'job_not_found' });
      const summary = (await worker.control.queues()).find(({ queue }) => queue === order.name);
      expect(summary).toMatchObject({ active: 1, waiting: 0 });
      await until(async () => (await worker.control.show(order.name, first)).progress === 0.5);
      expect(await worker.control.cancel(order.name, first)).toBe('asked');
      await shown(first, 'cancelled');
      expect(await worker.control.cancel(order.name, first)).toBe('gone');
    });

    it.each(['still runs', 'has ended'])(
      'that a worker takes while they are cancelled are asked to stop: it %s',
      async (it) => {
        const running = once(events, 'ran');
        const id = await worker.add(order, { tenantId: acme, publish: 'wait' });
        await running;
        // As it was a moment before the worker took it.
        jest.spyOn(Job.prototype, 'getState').mockResolvedValueOnce('prioritized');
        const { remove } = Job.prototype;
        jest.spyOn(Job.prototype, 'remove').mockImplementationOnce(async function (this: Job, options) {
          await remove.call(this, options).catch(async (error) => {
            if (it === 'has ended') {
              events.emit(`go on ${id}`);
              await shown(id, 'completed');
            }
            throw error;
          });
        });
        expect(await worker.control.cancel(order.name, id)).toBe('asked');
        await shown(id, it === 'has ended' ? 'completed' : 'cancelled');
      },
    );

    it.each([
      ['theirs shuts down before they end', order, 50],
      ['they go on where they stopped, and theirs shuts down, which does not wait for them', crawl, 3_600_000],
    ])('run on another worker when %s', async (_, job, jobDeadlineMs) => {
      const leaver = await start({ settings: { jobDeadlineMs }, pace: new WorkerPace(15_000, 5000, 50) });
      await worker.close();
      const running = once(events, 'ran');
      const id = await leaver.add(job, { tenantId: acme, publish: 'wait' });
      await running;
      const again = once(events, 'ran');
      await leaver.close();
      worker = await start();
      const [context] = await again;
      expect(context).toMatchObject({ id, attempt: 1 });
      events.emit(`go on ${id}`);
      await until(async () => (await worker.control.show(job.name, id)).state === 'completed');
    });

    it('with a schedule run once a period for all workers', async () => {
      const other = await start();
      const ids: string[] = [];
      const tenants: (string | undefined)[] = [];
      events.on('tick', ({ tenantId }, id) => {
        expect(tenantId).toBe('00000000-0000-7000-8000-000000000000');
        ids.push(id);
        tenants.push(requestInForce()?.tenantId);
      });
      await until(() => ids.length > 5);
      // Else a tenant beside whom only schedules run would share with them.
      expect(tenants.filter(Boolean)).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      await until(async () => (await worker.control.count(tick.name, 'delayed')) === 1);
      await other.close();
    });

    it('with schedules that only another version of the worker declares', async () => {
      const { app } = worker;
      const schedule = (queue: string) => app.get(Queues).queue(queue).getJobScheduler(queue);
      for (const queue of ['test.newer', 'test.retired']) {
        await app.get(Queues).queue(queue).upsertJobScheduler(queue, { every: 3_600_000 }, { name: queue });
      }
      await runSql(
        database.adminUrl,
        `insert into platform.job_queues (queue, declared_at)
         values ('test.newer', now() - interval '23 hours'), ('test.retired', now() - interval '25 hours')`,
      );
      const restarted = await start();
      // It forgets them last.
      const recorded = "select from platform.job_queues where queue = 'test.retired'";
      await until(async () => (await runSql(database.adminUrl, recorded)).length === 0);
      expect(await schedule('test.retired')).toBeUndefined();
      expect(await schedule('test.newer')).toBeDefined();
      await restarted.close();
    });

    it.each([order, crowd, tick])('leave few of the events that BullMQ notes: $name', async (job) => {
      const queue = worker.app.get(Queues).queue(job.name);
      await until(async () => (await queue.getMeta()).maxLenEvents === 100);
    });

    it('of one tenant, 1,000 at once, leave the next turn to the first job of another tenant', async () => {
      const admitted: string[] = [];
      events.on('admitted', (tenantId: string) => admitted.push(tenantId));
      const held = await Promise.all([1, 2, 3].map(() => worker.add(crowd, { tenantId: acme, publish: 'wait' })));
      await until(() => admitted.length === 3);
      await worker.app.get(Database).transaction({ tenantId: acme }, async (tx) => {
        const jobs = worker.app.get(Jobs);
        await Promise.all(Array.from({ length: 1000 }, () => jobs.add(tx, crowd, { tenantId: acme })));
      });
      await worker.app.get(OutboxRelay).drain();
      expect(await worker.control.count(crowd.name, 'waiting')).toBe(1000);
      await worker.add(crowd, { tenantId: bolt });
      events.emit(`go on ${held[0]}`);
      await until(() => admitted.length > 3);
      expect(admitted[3]).toBe(bolt);
      await worker.app.get(Queues).queue(crowd.name).drain();
      for (const id of held) events.emit(`go on ${id}`);
    });
  });
}
