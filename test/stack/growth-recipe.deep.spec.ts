// Real: the commands of docs/operations.md, "Growth", in a shell; a PostgreSQL without Palier's roles, a redis-server.
// Faked: nothing; the placeholders of the text are filled in, and `npm ci && npm run build` was done before the tests.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedProcess, killEmbeddedProcesses } from '../support/embedded-process.js';
import { lastingPort } from '../support/lasting-port.js';
import { runSql } from '../support/sql.js';
import { until } from '../support/until.js';
import { needs, type RedisServer, startRedis } from './servers.js';

const page = readFileSync('docs/operations.md', 'utf8');
const [, block = ''] = /## Growth\n[\s\S]*?```\n([\s\S]*?)```/.exec(page) ?? [];
const commands = block
  .split('\n')
  .map((line) => line.replace(/\s+#.*$/, ''))
  .filter(Boolean);

needs('redis-server')('the recipe of Growth', () => {
  let directory: string;
  let redis: RedisServer;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'palier-growth-'));
    chmodSync(directory, 0o755);
    redis = await startRedis({ config: { appendonly: 'yes' } });
  });
  afterAll(async () => {
    // Each is a group of its own: npm, its shell and Node.
    for (const { pid } of running) process.kill(-(pid as number), 'SIGKILL');
    await killEmbeddedProcesses();
    await redis.stop();
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  it('leads from an empty PostgreSQL to a server, a worker and the key of the operator', async () => {
    const postgres = new EmbeddedProcess(directory);
    const { urls } = await postgres.started();
    await runSql(urls.admin, 'DROP DATABASE palier');
    await runSql(urls.admin, 'DROP ROLE palier_app, palier_owner, palier_backup, palier_cross_tenant');
    const admin = new URL(urls.admin);
    const [port, metricsPort, workerPort] = [await lastingPort(), await lastingPort(), await lastingPort()];
    const { PATH, HOME } = process.env;
    const env: NodeJS.ProcessEnv = { PATH, HOME, PORT: String(port), METRICS_PORT: String(metricsPort) };
    env.PALIER_DATA_DIR = join(directory, 'var');
    const filled: Record<string, string> = {
      'PGPASSWORD=…': `PGPASSWORD='${admin.password}'`,
      'postgres@db:5432': `postgres@${admin.host}`,
      'redis://redis:6379': redis.url,
      'PALIER_MASTER_KEY=…': `PALIER_MASTER_KEY=${randomBytes(32).toString('base64url')}`,
      'MAIL_URL=smtps://…': 'MAIL_URL=smtp://127.0.0.1:2525',
      'METRICS_PORT=9465': `METRICS_PORT=${workerPort}`,
    };
    expect(commands.shift()).toBe('npm ci && npm run build');
    let last = '';
    for (const command of commands) {
      const line = Object.entries(filled).reduce((text, [from, to]) => text.replace(from, to), command);
      if (/npm run (api|worker)$/.test(line)) {
        let printed = '';
        const child = spawn('sh', ['-c', line], { env, detached: true });
        running.push(child);
        for (const stream of [child.stdout, child.stderr]) {
          stream.on('data', (data) => {
            printed += data;
          });
        }
        await until(() => /Palier (serves|works)/.test(printed) || child.exitCode !== null);
        expect(printed).toMatch(/Palier (serves|works)/);
        continue;
      }
      const exported = /^export (.*)$/.exec(line)?.[1];
      if (exported === undefined) {
        const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { env, encoding: 'utf8' });
        expect({ line, status, stderr: status ? stderr : '' }).toEqual({ line, status: 0, stderr: '' });
        last = stdout;
        // As it printed them.
        for (const [, name = '', url = ''] of last.matchAll(/(DATABASE_\w*URL)=(\S+)/g))
          filled[`${name}=…`] = `${name}=${url}`;
        continue;
      }
      for (const assignment of exported.split(' ')) {
        const equals = assignment.indexOf('=');
        env[assignment.slice(0, equals)] = assignment.slice(equals + 1);
      }
    }
    expect(last).toMatch(/palier_op_/);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(await ready.json()).toMatchObject({ status: 'ok', parts: { sessions: 'up', workers: 'up' } });
  });
});

const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  const version = existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout : '';
  return version && Number(/\d+/.exec(version)?.[0]) < 26;
});
const onOldNode = old ? it : it.skip;

describe('the entry of a process', () => {
  onOldNode.each(['api', 'worker', 'solo'])(
    'says which Node it needs, in one line: %s (needs an older Node)',
    (name) => {
      for (const entry of [`dist/apps/${name}/main.js`, `apps/${name}/start.mjs`]) {
        const { status, stdout, stderr } = spawnSync(old as string, [entry], { encoding: 'utf8' });
        expect([status, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(
          /^Palier needs Node 26 or later, this is [\d.]+: run "npm [a-z ]+", which brings its own\.\n$/,
        );
      }
    },
  );

  it.each(['api', 'worker'])('says that the build is missing: %s', (name) => {
    const copy = mkdtempSync(join(tmpdir(), 'palier-unbuilt-'));
    try {
      for (const part of [name, 'terminal']) {
        spawnSync('mkdir', ['-p', join(copy, 'apps', part)]);
        spawnSync('sh', ['-c', `cp apps/${part}/*.mjs ${join(copy, 'apps', part)}`]);
      }
      const { status, stderr } = spawnSync(process.execPath, [join(copy, 'apps', name, 'start.mjs')], {
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([1, 'Palier is not built yet: run "npm ci", then "npm run build".\n']);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
