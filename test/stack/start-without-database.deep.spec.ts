// Real: the built API and worker in processes of their own, PostgreSQL, a PgBouncer that starts after them. Faked: nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lastingPort } from '../support/lasting-port.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type PgBouncer, startPgBouncer } from './pgbouncer.js';
import { needs } from './servers.js';

needs('pgbouncer')('a start while the database is away', () => {
  let test: TestDatabase;
  let pooler: PgBouncer | undefined;
  let child: ChildProcess | undefined;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await pooler?.stop();
    pooler = undefined;
  });
  afterAll(() => test.close());

  const launch = (main: string, env: NodeJS.ProcessEnv) => {
    const { PATH, HOME } = process.env;
    const all = { PATH, HOME, METRICS_PORT: '0', LOG_LEVEL: 'warn', DATABASE_DIRECT_URL: test.appUrl, ...env };
    const started = spawn(process.execPath, [`dist/apps/${main}/main.js`], { env: all });
    child = started;
    const seen = { printed: '', started };
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (data) => {
        seen.printed += data;
      });
    }
    return seen;
  };
  const through = (port: number) =>
    Object.assign(new URL(test.appUrl), { hostname: '127.0.0.1', port: String(port) }).href;

  it('waits in the API, live and not ready, and serves when the database comes', async () => {
    const [port, poolerPort] = [await lastingPort(), await lastingPort()];
    const api = launch('api', { PORT: String(port), DATABASE_URL: through(poolerPort) });
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}/health/${path}`).catch(() => undefined);
    await until(async () => (await ask('live'))?.status === 200);
    expect(api.printed).toContain(`waits for the database of DATABASE_URL at 127.0.0.1:${poolerPort} (`);
    const waiting = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(waiting.status).toBe(503);
    expect(await waiting.json()).toMatchObject({ code: 'database_awaited' });
    pooler = await startPgBouncer({ databaseUrl: test.appUrl, port: poolerPort });
    await until(async () => (await ask('ready'))?.status === 200);
    expect(api.printed).toContain('Palier serves on');
  });

  it('waits in the worker, and ends with 0 on SIGTERM while it waits', async () => {
    const poolerPort = await lastingPort();
    const env = { DATABASE_URL: through(poolerPort) };
    const ended = launch('worker', env);
    await until(() => ended.printed.includes('waits for the database of DATABASE_URL'));
    const exited = once(ended.started, 'exit');
    ended.started.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    const worker = launch('worker', env);
    await until(() => worker.printed.includes('waits for the database'));
    pooler = await startPgBouncer({ databaseUrl: test.appUrl, port: poolerPort });
    await until(() => worker.printed.includes('Palier works.'));
  });
});
