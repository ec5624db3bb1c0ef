/**
 * Real: the command line, in a process of its own where the process matters; PostgreSQL, redis-server and
 * PgBouncer with the faults that it must find. Faked: nothing; a wrong clock and a full disk, which cannot be
 * provoked, are tested in apps/cli/doctor/judgements.spec.ts.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupName } from '#platform/backup';
import { type Ended, palier, spawnPalier } from '../support/command-line.js';
import { dataDirectory } from '../support/solo.js';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { startPgBouncer } from './pgbouncer.js';
import { startRedisCluster } from './redis-cluster.js';
import { startSentinels } from './sentinels.js';
import { needs, type RedisServer, startRedis } from './servers.js';

interface Finding {
  name: string;
  state: string;
  summary: string;
  remedy?: string;
}

interface Report {
  code: number;
  output: string;
  findings: Finding[];
}

const NOWHERE = '127.0.0.1:1';

needs('redis-server', 'pgbouncer')('palier doctor', () => {
  let test: TestDatabase;
  let redis: RedisServer;
  let folder: string;
  let sound: NodeJS.ProcessEnv;
  /** It waits for seconds, in which other tests run. */
  let withoutSentinels: Promise<Report>;

  beforeAll(async () => {
    test = await testDatabase();
    await setSync('on');
    redis = await startRedis({ config: { appendonly: 'yes' } });
    folder = mkdtempSync(join(tmpdir(), 'palier-doctor-'));
    sound = {
      DATABASE_URL: test.appUrl,
      DATABASE_OWNER_URL: test.ownerUrl,
      REDIS_URL: redis.url,
      PALIER_DATA_DIR: folder,
    };
    withoutSentinels = spawnDoctor({ REDIS_URL: '', REDIS_SENTINELS: NOWHERE });
  });
  afterAll(async () => {
    await withoutSentinels;
    await redis.stop();
    await setSync('off');
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The server of the tests does not sync, which the command would report. */
  async function setSync(value: 'on' | 'off') {
    await runSql(test.adminUrl, `ALTER SYSTEM SET fsync = ${value}`);
    await runSql(test.adminUrl, 'SELECT pg_reload_conf()');
    await until(
      async () =>
        (await runSql<{ fsync: string }>(test.adminUrl, "SELECT current_setting('fsync') AS fsync"))[0]?.fsync ===
        value,
    );
  }

  const read = ({ code, stdout, stderr }: Ended): Report => ({
    code,
    output: `${stdout}${stderr}`,
    findings: JSON.parse(stdout).findings,
  });
  const doctor = async (env: NodeJS.ProcessEnv, ...args: string[]) =>
    read(await palier({ ...sound, ...env }, 'doctor', '--json', ...args));
  /** In a process of its own: an application that refuses to start leaves its connections open. */
  const spawnDoctor = async (env: NodeJS.ProcessEnv, ...args: string[]) =>
    read(await spawnPalier({ ...sound, ...env }, 'doctor', '--json', ...args));

  const named = ({ findings }: Report, name: string) => findings.filter((finding) => finding.name === name);
  const ill = ({ findings }: Report) => findings.filter(({ state }) => state === 'warning' || state === 'problem');

  it('finds nothing wrong with sound servers', async () => {
    const report = await spawnDoctor({});
    expect(ill(report)).toEqual([]);
    expect(report.code).toBe(0);
    expect(report.findings.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'postgres.version',
        'roles.deployment',
        'migrations',
        'master-key',
        'isolation',
        'pooler',
        'redis.policy',
        'storage',
        'disk.storage',
      ]),
    );
  });

  it('works in solo, with no server running', async () => {
    const { path, remove } = dataDirectory();
    try {
      expect(await spawnPalier({ PALIER_DATA_DIR: path }, 'database', 'migrate')).toMatchObject({ code: 0 });
      const { code, stdout } = await spawnPalier({ PALIER_DATA_DIR: path }, 'doctor');
      expect(stdout).toContain('There is no pooler before PostgreSQL.');
      expect(stdout).toContain('Problems: 0, warnings: 0');
      expect(code).toBe(0);
    } finally {
      remove();
    }
  });

  it('finds a storage that cannot be used, and makes no directory', async () => {
    const data = join(folder, 'with-storage');
    mkdirSync(data);
    const fine = await doctor({ PALIER_DATA_DIR: data });
    expect(named(fine, 'storage')).toMatchObject([{ state: 'fine', summary: expect.stringContaining(data) }]);
    expect(existsSync(join(data, 'storage'))).toBe(false);
    writeFileSync(join(data, 'storage'), 'no directory');
    const report = await doctor({ PALIER_DATA_DIR: data });
    expect(named(report, 'storage')).toMatchObject([
      { state: 'problem', remedy: expect.stringContaining('STORAGE_URL') },
    ]);
    expect(report.code).toBe(1);
  });

  it('names each fault of the environment, and shows no secret', async () => {
    const report = await doctor({ PORT: 'abc', REDIS_URL: 'http://:hunter2@127.0.0.1' });
    expect(named(report, 'environment')).toHaveLength(2);
    expect(report.output).not.toContain('hunter2');
    expect(report.code).toBe(1);
  });

  it('reports once that PostgreSQL and Redis do not answer, without their passwords', async () => {
    const report = await spawnDoctor({
      DATABASE_URL: `postgres://palier_app:hunter2@${NOWHERE}/palier`,
      REDIS_URL: `redis://:hunter2@${NOWHERE}`,
    });
    expect(report.findings.filter(({ state }) => state === 'problem').map(({ name }) => name)).toEqual([
      'postgres',
      'redis',
    ]);
    expect(report.output).not.toContain('hunter2');
    expect(report.code).toBe(1);
  });

  it('finds a role to which row level security does not apply', async () => {
    const report = await spawnDoctor({ DATABASE_URL: test.adminUrl });
    expect(named(report, 'roles.application')).toMatchObject([{ state: 'problem' }]);
    expect(report.code).toBe(1);
  });

  it('finds a table that lacks its policy', async () => {
    await runSql(
      test.ownerUrl,
      'CREATE TABLE catalog.bare (tenant_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (tenant_id, id))',
    );
    try {
      const report = await spawnDoctor({});
      const summary = expect.stringContaining('catalog.bare has row level security');
      expect(named(report, 'isolation')).toContainEqual(expect.objectContaining({ state: 'problem', summary }));
      expect(report.code).toBe(1);
    } finally {
      await runSql(test.ownerUrl, 'DROP TABLE catalog.bare');
    }
  });

  it('finds a migration that was not applied, and reports when it cannot check', async () => {
    const latest = `DELETE FROM platform.migrations
      WHERE name = (SELECT name FROM platform.migrations ORDER BY applied_at DESC LIMIT 1) RETURNING name`;
    const [{ name } = { name: '' }] = await runSql<{ name: string }>(test.ownerUrl, latest);
    try {
      const report = await spawnDoctor({});
      expect(named(report, 'migrations')).toMatchObject([{ state: 'problem', summary: expect.stringContaining(name) }]);
      expect(report.code).toBe(1);
    } finally {
      await runSql(test.ownerUrl, `INSERT INTO platform.migrations (name) VALUES ('${name}')`);
    }
    const blind = await doctor({ DATABASE_OWNER_URL: '' });
    expect(named(blind, 'migrations')).toMatchObject([{ state: 'warning' }]);
    expect(blind.code).toBe(2);
  });

  it('finds a file of functions that was not applied', async () => {
    const name = 'platform/outbox/claim-outbox.sql';
    const alter = (digest: string) =>
      runSql<{ was: string }>(
        test.ownerUrl,
        `UPDATE platform.function_files f SET digest = '${digest}' FROM platform.function_files was
          WHERE f.name = '${name}' AND was.name = f.name RETURNING was.digest AS was`,
      );
    const [{ was } = { was: '' }] = await alter('0'.repeat(64));
    try {
      const report = await doctor({});
      expect(named(report, 'migrations')).toMatchObject([{ state: 'problem', summary: expect.stringContaining(name) }]);
    } finally {
      await alter(was);
    }
  });

  it('finds a database of another build', async () => {
    const rename = (from: string, to: string) =>
      runSql(test.ownerUrl, `UPDATE platform.migrations SET name = '${to}' WHERE name = '${from}'`);
    const [{ name } = { name: '' }] = await runSql<{ name: string }>(
      test.ownerUrl,
      'SELECT name FROM platform.migrations ORDER BY applied_at LIMIT 1',
    );
    await rename(name, 'OfAnotherBuild1');
    try {
      const report = await doctor({});
      const summary = expect.stringMatching(`Another build .*OfAnotherBuild1.*lacks ${name}`);
      expect(named(report, 'migrations')).toMatchObject([{ state: 'problem', summary }]);
    } finally {
      await rename('OfAnotherBuild1', name);
    }
  });

  it('finds a server that may lose committed data, and pools larger than its connections', async () => {
    const database = new URL(test.ownerUrl).pathname.slice(1);
    await runSql(test.ownerUrl, `ALTER DATABASE ${database} SET synchronous_commit = off`);
    try {
      const report = await doctor({ DATABASE_POOL_SIZE: '500' });
      expect(named(report, 'postgres.durability')).toMatchObject([{ state: 'warning' }]);
      expect(named(report, 'postgres.connections')).toMatchObject([{ state: 'problem' }]);
    } finally {
      await runSql(test.ownerUrl, `ALTER DATABASE ${database} RESET synchronous_commit`);
    }
  });

  it('checks every primary of a Cluster, and the slots', async () => {
    const config = {
      appendonly: 'yes',
      'cluster-allow-reads-when-down': 'yes',
      'repl-ping-replica-period': '1',
      // That of Redis.
      'cluster-node-timeout': '15000',
    };
    const cluster = await startRedisCluster({ primaries: 3, replicasEach: 0, config });
    try {
      const report = await doctor({ REDIS_URL: '', REDIS_CLUSTER: cluster.addresses.join(',') });
      expect(named(report, 'redis.slots')).toMatchObject([{ state: 'fine' }]);
      expect(named(report, 'redis.persistence')).toMatchObject([{ state: 'fine' }]);
      expect(named(report, 'redis.replicas')).toMatchObject([
        { state: 'warning', summary: '3 primaries, 0 replicas; 3 primaries have none.' },
      ]);
      const directives = ['repl-ping-replica-period', 'cluster-require-full-coverage', 'cluster-allow-reads-when-down'];
      expect(directives.map((name) => named(report, `redis.${name}`)[0]?.state)).toEqual(['fine', 'fine', 'warning']);
      expect(named(report, 'redis.cluster-node-timeout')).toMatchObject([
        { state: 'warning', remedy: 'Set cluster-node-timeout 1000 or less on every node.' },
      ]);
      expect(named(report, 'clock.redis')).toMatchObject([{ state: 'fine' }]);
      expect(named(report, 'redis-cache')).toMatchObject([{ state: 'advice' }]);
    } finally {
      await cluster.stop();
    }
  });

  it('checks the primary that Sentinels know', async () => {
    const watched = await startSentinels();
    try {
      const report = await doctor({ REDIS_URL: '', REDIS_SENTINELS: watched.addresses.join(',') });
      expect(named(report, 'redis.replicas')).toMatchObject([{ state: 'fine' }]);
      expect(named(report, 'redis.slots')).toEqual([]);
      expect(named(report, 'redis.repl-ping-replica-period')).toMatchObject([{ state: 'warning' }]);
    } finally {
      await watched.stop();
    }
  });

  it('reports when no Sentinel answers', async () => {
    expect(named(await withoutSentinels, 'redis')).toMatchObject([{ state: 'problem' }]);
  });

  it('finds a Redis that evicts jobs and does not persist them', async () => {
    const evicting = await startRedis({ config: { 'maxmemory-policy': 'allkeys-lru', maxmemory: '64mb' } });
    try {
      const report = await doctor({ REDIS_URL: evicting.url });
      expect(named(report, 'redis.policy')).toMatchObject([{ state: 'problem' }]);
      expect(named(report, 'redis.persistence')).toMatchObject([{ state: 'warning' }]);
      const cache = await doctor({ REDIS_CACHE_URL: evicting.url });
      expect(named(cache, 'redis-cache.policy')).toMatchObject([{ state: 'fine' }]);
      expect(cache.code).toBe(0);
    } finally {
      await evicting.stop();
    }
  });

  it.each([
    ['transaction', 'fine', 0],
    ['session', 'warning', 2],
    ['statement', 'problem', 1],
  ] as const)('judges a PgBouncer in %s mode: %s', async (mode, state, code) => {
    const pooler = await startPgBouncer({ databaseUrl: test.appUrl, settings: { pool_mode: mode } });
    try {
      const report = await doctor({ DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: test.appUrl });
      const summary = expect.stringMatching(new RegExp(`PgBouncer [\\d.]+ in ${mode} mode`));
      expect(named(report, 'pooler')).toMatchObject([{ state, summary }]);
      expect(ill(report).map(({ name }) => name)).toEqual(code === 0 ? [] : ['pooler']);
      expect(report.code).toBe(code);
    } finally {
      await pooler.stop();
    }
  });

  it('finds a pooler that the settings do not declare, and named statements that it does not support', async () => {
    const pooler = await startPgBouncer({ databaseUrl: test.appUrl });
    try {
      const unsaid = await spawnDoctor({ DATABASE_URL: pooler.url });
      expect(named(unsaid, 'pooler.direct')).toMatchObject([{ state: 'problem' }]);
      const always = { DATABASE_DIRECT_URL: test.appUrl, DATABASE_NAMED_STATEMENTS: 'always' };
      const lost = await doctor({ DATABASE_URL: pooler.url, ...always });
      const keeps = /1\.2[1-9]/.test(named(lost, 'pooler')[0]?.summary ?? '');
      expect(named(lost, 'pooler.statements')).toHaveLength(keeps ? 0 : 1);
    } finally {
      await pooler.stop();
    }
  });

  it('finds too few open files', async () => {
    const limited = 'ulimit -n 1024; exec "$0" apps/cli/palier.mjs doctor --json';
    const env = { PATH: process.env.PATH, ...sound };
    const ended = spawnSync('/bin/sh', ['-c', limited, process.execPath], { env, encoding: 'utf8' });
    const report = read({ ...ended, code: Number(ended.status) });
    expect(named(report, 'open-files')).toMatchObject([{ state: 'warning' }]);
    expect(report.code).toBe(2);
  });

  it('reports the age of the last backup', async () => {
    const backups = join(folder, 'some');
    mkdirSync(backups);
    const tenDaysAgo = Date.now() - 864_000_000;
    for (const name of [backupName(new Date(tenDaysAgo)), 'notes.txt']) writeFileSync(join(backups, name), '');
    const report = await doctor({ BACKUP_DIR: backups });
    expect(named(report, 'backups')).toMatchObject([{ state: 'warning', summary: expect.stringContaining('240') }]);
    writeFileSync(join(backups, backupName(new Date())), '');
    expect(named(await doctor({ BACKUP_DIR: backups }), 'backups')).toMatchObject([{ state: 'fine' }]);
  });

  it('refuses an invalid host with a reason', async () => {
    const { code, stderr } = await palier(sound, 'doctor', '--egress', 'example.com');
    expect([code, stderr]).toEqual([1, expect.stringContaining('https://example.com')]);
  });

  it('tries the given hosts, and finds a proxy that Node does not use', async () => {
    const listener = createServer();
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    const { port } = listener.address() as { port: number };
    try {
      const hosts = [`http://127.0.0.1:${port}`, `http://${NOWHERE}`];
      const report = await spawnDoctor({ HTTPS_PROXY: 'http://proxy.invalid:3128' }, '--egress', ...hosts);
      expect(named(report, 'egress').map(({ state }) => state)).toEqual(['fine', 'problem']);
      expect(named(report, 'egress.proxy')).toMatchObject([{ state: 'warning' }]);
    } finally {
      listener.close();
    }
  });

  it('advises Redis from 50 tenants on', async () => {
    await runSql(
      test.ownerUrl,
      `INSERT INTO tenants.tenants (id, slug, name, name_key, search_text, product, plan)
       SELECT uuidv7(), 'team-' || n, 'Team ' || n, 'team ' || n, '', 'veille', 'free' FROM generate_series(1, 60) n`,
    );
    const before = await doctor({ REDIS_URL: '' });
    expect(named(before, 'growth')).toMatchObject([{ state: 'advice', summary: expect.stringContaining('REDIS_URL') }]);
    expect(named(await doctor({}), 'growth')).toMatchObject([{ state: 'fine' }]);
  });
});
