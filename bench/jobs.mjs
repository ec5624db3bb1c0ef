import '../test/support/sources.mjs';
import 'reflect-metadata';
import { EventEmitter } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { createPostgresBackend, createRedisBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { createWorker } from '../dist/apps/worker/create-worker.js';
import { readSettings } from '../dist/libs/platform/config/index.js';
import { Database, migrate, startEmbedded, statement } from '../dist/libs/platform/database/index.js';
import { defineJob, HandlesJob, Jobs } from '../dist/libs/platform/jobs/index.js';
import { migrations } from '../dist/migrations/index.js';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const { startRedis } = await import('../test/stack/servers.ts');

const JOBS = 1000;
const CALLERS = 50;
const CONCURRENCY = 10;
const ROUNDS = 7;

const ran = new EventEmitter();
const nothing = defineJob('bench.nothing', { concurrency: CONCURRENCY });
class Nothing {
  async run() {
    ran.emit('ours');
  }
}
HandlesJob(nothing)(Nothing);
class BenchModule {}
Module({ providers: [Nothing] })(BenchModule);

const orders = `
  create schema bench;
  create table bench.orders (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
  select platform.declare_table('bench.orders', '{"kind": "tenant", "holds": "Rows of the bench."}');
  grant usage on schema bench to palier_app;
  grant insert on bench.orders to palier_app`;
const order = statement('bench.order')`insert into bench.orders (tenant_id, id) values ($1, $2)`;

/**
 * Rows that each add a job, measured from the first row to the last job done. Ours adds the job in the
 * row's transaction, through the outbox and in fair turns; the other adds to BullMQ directly after the
 * commit, without an outbox. One process, the same concurrency, alternately.
 */
export async function run() {
  const directory = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  await chmod(directory, 0o755);
  const server = await startEmbedded(directory);
  const redis = await startRedis();
  try {
    await migrate(server.urls.owner, migrations);
    await makeOrders(server.urls.owner);
    // BullMQ's addBulk needs rights that the application's role does not have.
    const pool = new pg.Pool({
      connectionString: server.urls.owner,
      max: CONCURRENCY,
      options: '-c search_path=bullmq',
      pipeline: true,
    });
    // end() does not wait until connections are closed: a server that stops meanwhile sends them 57P01.
    pool.on('error', () => {});
    const rows = [await measure('PostgreSQL', server.urls.app, undefined, createPostgresBackend, pool)];
    await pool.end();
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    rows.push(await measure('Redis', server.urls.app, redis.url, createRedisBackend, connection));
    connection.disconnect();
    return rows;
  } finally {
    await redis.stop();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function makeOrders(ownerUrl) {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(orders);
  await owner.end();
}

async function measure(name, databaseUrl, redisUrl, backend, connection) {
  const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'fatal', METRICS_PORT: '0' };
  const app = await createWorker(readSettings(redisUrl ? { ...env, REDIS_URL: redisUrl } : env), [BenchModule]);
  const tenants = Array.from({ length: 20 }, () => uuidv7());
  const queue = new Queue(
    'bench.bare',
    { connection, defaultJobOptions: { removeOnComplete: { age: 3600 } } },
    backend,
  );
  const worker = new Worker(
    'bench.bare',
    async () => ran.emit('bare'),
    { connection, concurrency: CONCURRENCY },
    backend,
  );
  await worker.waitUntilReady();
  const [jobs, database] = [app.get(Jobs), app.get(Database)];
  const contenders = {
    ours: (tenantId) =>
      database.transaction({ tenantId }, (tx) =>
        Promise.all([tx.run(order, tenantId, uuidv7()), jobs.add(tx, nothing, { tenantId })]),
      ),
    bare: async (tenantId) => {
      await database.transaction({ tenantId }, (tx) => tx.run(order, tenantId, uuidv7()));
      await queue.add('bench.bare', { payload: { tenantId } });
    },
  };
  const rates = { ours: [], bare: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [contender, add] of Object.entries(contenders)) {
      const rate = await doneASecond(contender, (index) => add(tenants[index % tenants.length]));
      // The first round only warms up.
      if (round > 0) rates[contender].push(rate);
    }
  }
  await worker.close();
  await queue.close();
  await app.close();
  const ratios = rates.ours.map((rate, round) => rate / rates.bare[round]);
  const detail = `${Math.round(median(rates.ours))} a second against ${Math.round(median(rates.bare))}`;
  return {
    name: `rows with a job, until it is done / row, then bare BullMQ, on ${name}`,
    ratio: median(ratios),
    ...spread(ratios),
    goal: 0.8,
    detail,
  };
}

async function doneASecond(contender, add) {
  let [added, done] = [0, 0];
  const start = performance.now();
  const all = new Promise((resolve) => {
    ran.on(contender, () => {
      done += 1;
      if (done === JOBS) resolve();
    });
  });
  const caller = async () => {
    while (added < JOBS) await add(added++);
  };
  await Promise.all([...Array.from({ length: CALLERS }, caller), all]);
  ran.removeAllListeners(contender);
  return (JOBS * 1000) / (performance.now() - start);
}

if (import.meta.main) printTable(await run());
