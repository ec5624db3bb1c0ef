// Real: PostgreSQL, redis-server where it is installed, 24 queues and their workers. Faked: the tenants' directory.
import { EventEmitter, on, once } from 'node:events';
import { getQueueToken } from '@nestjs/bullmq';
import { Redis } from 'ioredis';
import { newId } from '#platform/ids';
import { needs, type RedisServer, startRedis } from '../../../../test/stack/servers.js';
import { type JobsApp, startJobs } from '../../../../test/support/jobs-app.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { defineJob } from '../job-definition.js';
import type { JobContext } from '../job-handler.js';
import { HandlesJob } from '../running/handles-job.js';
import { Queues } from './queues.js';

const jobs = [...'abcdefghijklmnopqrstuvwx'].map((letter) => defineJob(`test.${letter}`));
const events = new EventEmitter();
const handlers = jobs.map((job) => {
  @HandlesJob(job)
  class Runs {
    readonly ran: string[] = [];

    async run(_payload: object, { id }: JobContext): Promise<undefined> {
      this.ran.push(id);
      events.emit('ran', id);
    }
  }
  return Runs;
});

const tenantId = newId();
let database: TestDatabase;
const apps: JobsApp[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(() => closeAll());
afterAll(() => database.close());

async function start(options: Partial<Parameters<typeof startJobs>[0]> = {}): Promise<JobsApp> {
  const app = await startJobs({ database, ...options });
  apps.push(app);
  return app;
}

async function closeAll(): Promise<void> {
  for (const app of apps.splice(0)) await app.close();
}

/** Runs a job of every queue. */
async function runAll(app: JobsApp): Promise<void> {
  const ended = new Set<string>();
  const ran = on(events, 'ran');
  const added = await Promise.all(jobs.map((job) => app.add(job, { tenantId })));
  for await (const [id] of ran) {
    ended.add(id);
    if (added.every((each) => ended.has(each))) return;
  }
}

describe('the queues of an application on PostgreSQL', () => {
  const connections = async () => {
    const ofQueues = "usename = 'palier_app' and application_name not in ('palier', 'palier listen')";
    const counted = `select count(*)::int from pg_stat_activity where datname = current_database() and ${ofQueues}`;
    return (await runSql<{ count: number }>(database.adminUrl, counted))[0]?.count;
  };
  // Those of the last test may end later than its applications.
  beforeEach(() => until(async () => (await connections()) === 0));

  it('share ten connections with their workers, and close them', async () => {
    const app = await start({ handlers });
    await runAll(app);
    expect(await connections()).toBeLessThanOrEqual(10);
    await closeAll();
    await until(async () => (await connections()) === 0);
  });

  it('are those that BullModule registered', async () => {
    const { app } = await start();
    for (const { name } of jobs)
      expect(app.get(Queues).queue(name)).toBe(app.get(getQueueToken(name), { strict: false }));
  });

  it('open none before they are used', async () => {
    const app = await start();
    expect(await connections()).toBe(0);
    await app.control.queues();
    expect(await connections()).toBeLessThanOrEqual(10);
  });

  it('are not those of another application in this process', async () => {
    const other = await testDatabase();
    const [here, there] = [await start({ handlers }), await start({ handlers, database: other })];
    const [job, handler] = [jobs[0], handlers[0]];
    if (!job || !handler) throw new Error('There is no job.');
    for (const [own, foreign] of [
      [here, there],
      [there, here],
    ] as const) {
      const ran = once(events, 'ran');
      const id = await own.add(job, { tenantId });
      await ran;
      expect(own.app.get(handler).ran).toEqual([id]);
      await expect(foreign.control.show(job.name, id)).rejects.toMatchObject({ code: 'job_not_found' });
    }
    await closeAll();
    await other.close();
  });
});

needs('redis-server')('the queues of an application on Redis', () => {
  let redis: RedisServer;
  let observer: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    observer = new Redis(redis.url, { connectionName: 'observer' });
  });
  afterAll(async () => {
    observer.disconnect();
    await redis.stop();
  });
  // Redis may notice the end of the connections of the last test later.
  beforeEach(() => until(async () => (await clients()).all === 0));

  const clients = async () => {
    const list = String(await observer.client('LIST'));
    const names = [...list.matchAll(/ name=(\S*) /g)]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'observer');
    return { waiting: names.filter((name) => name.startsWith('{palier}:')).length, all: names.length };
  };

  it('share two connections, beside the one on which each worker waits', async () => {
    const app = await start({ handlers, settings: { redisUrl: redis.url } });
    await runAll(app);
    expect(await clients()).toEqual({ waiting: jobs.length, all: jobs.length + 2 });
  });

  it('open one without workers, once they are used', async () => {
    const app = await start({ settings: { redisUrl: redis.url } });
    expect((await clients()).all).toBe(0);
    await app.control.queues();
    expect((await clients()).all).toBe(1);
  });
});
