// Real: the built worker in a separate process, PostgreSQL, redis-server where it is installed, signals. Faked: the
// directory of tenants in the test's process.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import '../../apps/worker/worker.module.js';
import { needs, startRedis } from '../stack/servers.js';
import { type JobsApp, startJobs } from '../support/jobs-app.js';
import { runSql } from '../support/notes-table.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

function launch(env: NodeJS.ProcessEnv): ChildProcess & { printed: string } {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PALIER_|DATABASE_|REDIS_|LC_|LANG)/.test(name));
  const child = spawn(process.execPath, ['dist/apps/worker/main.js'], {
    env: { ...Object.fromEntries(inherited), METRICS_PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const launched = Object.assign(child, { printed: '' });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      launched.printed += data;
    });
  }
  return launched;
}

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
    const worker = launch({ DATABASE_URL: database.appUrl });
    try {
      await until(() => worker.printed.includes('Palier works.'), 30_000);
      await until(async () => (await beside.control.count('data-lifecycle.enforce-retention', 'completed')) > 0);
      const listening =
        "application_name = 'palier bullmq' and query ilike '%listen bullmq_jobs%' and datname = current_database()";
      const sessions = `select count(*)::int as count from pg_stat_activity where ${listening}`;
      expect(await runSql(database.adminUrl, sessions)).toEqual([{ count: 1 }]);
      const exited = once(worker, 'exit');
      worker.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
      expect(worker.printed).toBe('Palier works.\n');
    } finally {
      worker.kill('SIGKILL');
    }
  });

  needs('redis-server')('on Redis', () => {
    it('exits without waiting for the deadline when Redis is unreachable and no job runs', async () => {
      const redis = await startRedis();
      const worker = launch({ DATABASE_URL: database.appUrl, REDIS_URL: redis.url, JOB_DEADLINE_MS: '600000' });
      try {
        await until(() => worker.printed.includes('Palier works.'), 30_000);
        await redis.kill();
        const exited = once(worker, 'exit');
        worker.kill('SIGTERM');
        expect(await exited).toEqual([0, null]);
      } finally {
        worker.kill('SIGKILL');
        await redis.stop();
      }
    });
  });

  it('refuses to start without DATABASE_URL', async () => {
    const worker = launch({});
    expect(await once(worker, 'exit')).toEqual([1, null]);
    expect(worker.printed).toContain('apps/worker needs DATABASE_URL');
  });
});
