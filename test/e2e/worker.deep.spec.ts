// Real: the built worker in a separate process, PostgreSQL, redis-server where it is installed, signals. Faked: the
// directory of tenants in the test's process.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../../apps/worker/worker.module.js';
import { backupName } from '#platform/backup';
import { needs, startRedis } from '../stack/servers.js';
import { startWorker } from '../support/built-process.js';
import { type JobsApp, startJobs } from '../support/jobs-app.js';
import { lastingPort } from '../support/lasting-port.js';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

describe('apps/worker', () => {
  let database: TestDatabase;
  let beside: JobsApp;
  beforeAll(async () => {
    database = await testDatabase();
    beside = await startJobs({ database });
  });
  afterAll(async () => {
    await beside?.close();
    await database?.close();
  });

  it('runs the jobs of the platform on one listening connection, and exits with 0 on SIGTERM', async () => {
    const listening = async () => {
      const sessions = "application_name = 'palier listen' or query ilike '%listen bullmq_jobs%'";
      const counted = `select count(*)::int as count from pg_stat_activity where (${sessions}) and datname = current_database()`;
      const [row] = await runSql<{ count: number }>(database.adminUrl, counted);
      return row?.count ?? 0;
    };
    const before = await listening();
    const worker = await startWorker({ DATABASE_URL: database.appUrl });
    try {
      await until(async () => (await beside.control.count('data-lifecycle.enforce-retention', 'completed')) > 0);
      expect((await listening()) - before).toBe(1);
      expect(await worker.end('SIGTERM')).toBe(0);
      expect(worker.printed()).toBe('Palier works.\n');
    } finally {
      await worker.end('SIGKILL');
    }
  });

  needs('redis-server')('on Redis', () => {
    it('exits without waiting for the deadline when Redis is unreachable and no job runs', async () => {
      const redis = await startRedis();
      const worker = await startWorker({
        DATABASE_URL: database.appUrl,
        REDIS_URL: redis.url,
        JOB_DEADLINE_MS: '600000',
      });
      try {
        await redis.kill();
        expect(await worker.end('SIGTERM')).toBe(0);
      } finally {
        await worker.end('SIGKILL');
        await redis.stop();
      }
    });
  });

  it('says how old the latest of BACKUP_DIR is, which another program writes, and takes none', async () => {
    const backups = mkdtempSync(join(tmpdir(), 'palier-backups-'));
    const day = 24 * 3600;
    writeFileSync(join(backups, backupName(new Date(Date.now() - 3 * day * 1000))), 'rows');
    const port = await lastingPort();
    const settings = { HOST: '127.0.0.1', METRICS_PORT: String(port), BACKUP_DIR: backups };
    const worker = await startWorker({ DATABASE_URL: database.appUrl, ...settings });
    try {
      const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const age = await until(async () => /^palier_backup_age_seconds (\d.*)$/m.exec(await read())?.[1]);
      expect(Number(age)).toBeGreaterThanOrEqual(3 * day);
      await until(async () => (await read()).includes('palier_disk_free_bytes{directory="backups"}'));
      expect(readdirSync(backups)).toHaveLength(1);
    } finally {
      await worker.end('SIGKILL');
      rmSync(backups, { recursive: true });
    }
  });

  it('takes the queues of WORKER_QUEUES alone, and says which', async () => {
    const worker = await startWorker({ DATABASE_URL: database.appUrl, WORKER_QUEUES: 'feeds.*' });
    try {
      const said = / It takes these queues alone: (.*)\.\n/.exec(worker.printed())?.[1]?.split(', ') ?? [];
      expect(said).toContain('feeds.sync-tenant');
      expect(said.filter((queue) => !queue.startsWith('feeds.'))).toEqual([]);
    } finally {
      await worker.end('SIGKILL');
    }
  });

  it('refuses a queue that does not exist, before it connects', async () => {
    const started = startWorker({ DATABASE_URL: 'postgres://palier_app@127.0.0.1:1/palier', WORKER_QUEUES: 'feed.*' });
    await expect(started).rejects.toThrow(
      /ended with 1:\nWORKER_QUEUES names feed\.\*, which is the name of no queue \(did you mean feeds\.\*\?\)[^\n]*\n$/,
    );
  });

  it('refuses to start without DATABASE_URL', async () => {
    await expect(startWorker({})).rejects.toThrow(/ended with 1:\n.*apps\/worker needs DATABASE_URL/);
  });
});
