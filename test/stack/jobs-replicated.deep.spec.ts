// Real: PostgreSQL, a Redis Cluster and Sentinels whose primaries are killed, a worker. Faked: the tenants' directory.

import { Redis } from 'ioredis';
import type { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { OutboxRelay } from '#platform/outbox';
import { slotOf } from '#platform/redis';
import { type JobsApp, startJobs } from '../support/jobs-app.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { startRedisCluster } from './redis-cluster.js';
import { startSentinels } from './sentinels.js';
import { needs } from './servers.js';

const note = defineJob('tests.note-replicated');
const tenantId = newId();
const PRIMARIES = 3;
const SLOTS = 16_384;

@HandlesJob(note)
class Notes implements JobHandler {
  readonly ran: string[] = [];

  async run(_: JobPayload, { id }: JobContext): Promise<undefined> {
    this.ran.push(id);
  }
}

interface Deployment {
  readonly settings: Partial<Settings>;
  /** As it does that lost its replicas: it answers each write at once with an error. */
  refuseWrites(): Promise<void>;
  killPrimary(): Promise<void>;
  stop(): Promise<void>;
}

async function cluster(): Promise<Deployment> {
  const servers = await startRedisCluster({ primaries: PRIMARIES, replicasEach: 1 });
  // The braces keep all queues in one slot; the primaries share the slots evenly and in order.
  const primary = Math.floor((slotOf('{palier}') * PRIMARIES) / SLOTS);
  return {
    settings: { redisCluster: servers.addresses },
    refuseWrites: () => refuseWrites(servers.nodes[primary]?.port),
    killPrimary: () => servers.kill(primary),
    stop: () => servers.stop(),
  };
}

async function sentinels(): Promise<Deployment> {
  const servers = await startSentinels();
  return {
    settings: { redisSentinels: servers.addresses },
    refuseWrites: async () => refuseWrites(await servers.primary()),
    killPrimary: async () => {
      const port = await servers.primary();
      await servers.nodes.find((node) => node.port === port)?.kill();
    },
    stop: () => servers.stop(),
  };
}

async function refuseWrites(port = 0): Promise<void> {
  const client = new Redis(port);
  try {
    await client.config('SET', 'min-replicas-to-write', 9);
  } finally {
    client.disconnect();
  }
}

needs('redis-server')('jobs on a Redis that fails over', () => {
  let database: TestDatabase;
  let deployment: Deployment | undefined;
  let worker: JobsApp | undefined;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    await worker?.close();
    await deployment?.stop();
    [worker, deployment] = [undefined, undefined];
  });
  afterAll(() => database?.close());

  it.each([
    ['as a Cluster', cluster],
    ['under Sentinels', sentinels],
  ])('%s run, wait for their time, and run on with the next primary', async (_, start) => {
    deployment = await start();
    worker = await startJobs({ database, settings: deployment.settings, handlers: [Notes] });
    const { app, add, write } = worker;
    const runs = (id: string) => until(() => app.get(Notes).ran.includes(id));
    const [now, later] = [await add(note, { tenantId }), await add(note, { tenantId }, { delayMs: 500 })];
    await runs(now);
    await runs(later);

    // Needs no Redis: what cannot be forwarded waits in the outbox.
    await deployment.refuseWrites();
    const meanwhile = await write(note, { tenantId });
    const drained = () => app.get(OutboxRelay).drain();
    await expect(drained()).rejects.toThrow('NOREPLICAS');

    await deployment.killPrimary();
    await until(() =>
      drained().then(
        () => true,
        () => false,
      ),
    );
    const last = await add(note, { tenantId });
    for (const id of [meanwhile, last]) await runs(id);
  });
});
