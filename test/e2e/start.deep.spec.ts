// Real: the built product in a process of its own, its embedded PostgreSQL, signals. Faked: nothing.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { dataDirectory, failedStart, startSolo } from '../support/solo.js';
import { testDatabase } from '../support/test-database.js';

const keyOf = (block: string) => /palier_op_\S+/.exec(block)?.[0];
const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('npm start', () => {
  const data = dataDirectory();
  afterAll(() => data.remove());

  it('serves two stores of real apps, shows the key once, and survives Ctrl-C and kill -9', async () => {
    const first = await startSolo(data.path);
    expect(first.block).toContain('Palier is ready');
    const key = keyOf(first.block) as string;
    const asOperator = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const [browse, apart] = first.block.match(/http:\S+\/v1\/stores\/[^\s']+/g) as string[];
    const apps = (await (await fetch(browse as string)).json()) as { data: { slug: string }[] };
    expect(apps.data).toHaveLength(3);
    expect((await fetch(apart as string)).status).toBe(404);
    expect((await fetch(`${first.url}/v1/platform/tenants`, { headers: asOperator })).status).toBe(200);
    const postmaster = postmasterOf(data.path);
    expect(await first.end('SIGINT')).toBe(0);
    expect(lives(postmaster)).toBe(false);

    const second = await startSolo(data.path);
    expect(keyOf(second.block)).toBeUndefined();
    const teams = async (url: string) => {
      const list = await fetch(`${url}/v1/platform/tenants?product=veille&page=1`, { headers: asOperator });
      return ((await list.json()) as { page: { totalItems: number } }).page.totalItems;
    };
    const demonstrations = await teams(second.url);
    const acknowledged: string[] = [];
    const writes = Array.from({ length: 200 }, async (_, i) => {
      const body = JSON.stringify({ slug: `written-${i}`, name: `Written ${i}`, product: 'veille', plan: 'free' });
      const answer = await fetch(`${second.url}/v1/platform/tenants`, { method: 'POST', headers: asOperator, body });
      if (answer.status !== 201) return;
      acknowledged.push(`written-${i}`);
      if (acknowledged.length === 100) second.child.kill('SIGKILL');
    });
    await Promise.allSettled(writes);
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
    const orphan = postmasterOf(data.path);
    expect(lives(orphan)).toBe(true);

    const third = await startSolo(data.path);
    const found = async (slug: string) =>
      (await fetch(`${third.url}/v1/platform/tenants/${slug}`, { headers: asOperator })).status;
    expect(new Set(await Promise.all(acknowledged.map(found)))).toEqual(new Set([200]));
    const written = (await teams(third.url)) - demonstrations;
    expect(written).toBeGreaterThanOrEqual(acknowledged.length);
    expect(written).toBeLessThanOrEqual(200);

    process.kill(postmasterOf(data.path), 'SIGKILL');
    await third.end('SIGKILL');
    const fourth = await startSolo(data.path);
    expect((await fetch(`${fourth.url}/v1/platform/tenants/${acknowledged[0]}`, { headers: asOperator })).status).toBe(
      200,
    );
    expect(await fourth.end('SIGTERM')).toBe(0);
  });
});

/** A start that prints the reason in a line, and exits with 1. */
async function failsIn(env: NodeJS.ProcessEnv, message: RegExp): Promise<void> {
  const { code, stderr } = await failedStart({ PORT: String(await lastingPort()), ...env });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
}

describe('a start without a part of its deployment', () => {
  const data = dataDirectory();
  const part = (name: string) => join(data.path, name);
  beforeAll(async () => void (await (await startSolo(data.path)).end('SIGINT')));
  afterAll(() => data.remove());

  it('names a master key that is damaged or missing, and takes it from the environment', async () => {
    const key = readFileSync(part('master.key'), 'utf8');
    writeFileSync(part('master.key'), key.slice(0, 20));
    await failsIn({ PALIER_DATA_DIR: data.path }, /master\.key must hold 32 bytes/);
    renameSync(part('master.key'), part('kept'));
    await failsIn({ PALIER_DATA_DIR: data.path }, /master\.key is missing.*PALIER_MASTER_KEY/);
    expect(readdirSync(data.path)).not.toContain('master.key');
    const given = await startSolo(data.path, { PALIER_MASTER_KEY: key.trim() });
    const { parts } = (await (await fetch(`${given.url}/health/ready`)).json()) as { parts: object };
    expect(parts).toMatchObject({ keys: 'up' });
    expect(await given.end('SIGINT')).toBe(0);
    writeFileSync(part('master.key'), key);
  });

  it('names a storage that is missing, or of another deployment, and shows it as degraded', async () => {
    renameSync(part('storage'), part('away'));
    for (const said of [/storage.* is missing/, /storage.* another deployment/]) {
      const solo = await startSolo(data.path);
      expect(solo.block).toMatch(said);
      const { degraded } = (await (await fetch(`${solo.url}/health/ready`)).json()) as { degraded: string[] };
      expect(degraded).toContain('storage');
      expect(await solo.end('SIGINT')).toBe(0);
      const marker = join(part('storage'), '00000000-0000-0000-0000-000000000000', '00');
      mkdirSync(marker, { recursive: true });
      writeFileSync(join(marker, `${'0'.repeat(63)}1`), '018f0000-0000-4000-8000-000000000001');
    }
    rmSync(part('storage'), { recursive: true });
    renameSync(part('away'), part('storage'));
    const again = await startSolo(data.path);
    expect(again.block).not.toMatch(/storage.* (missing|another deployment)/);
    await again.end('SIGINT');
  });

  it('names a database that is missing', async () => {
    renameSync(part('postgres'), part('kept-database'));
    await failsIn(
      { PALIER_DATA_DIR: data.path },
      /postgres is missing, and the directory still has master.key, storage.*"palier restore/,
    );
    renameSync(part('kept-database'), part('postgres'));
  });
});

describe('a start that cannot succeed prints the reason in a line and exits with 1', () => {
  const data = dataDirectory();
  afterAll(() => data.remove());
  const fails = (env: NodeJS.ProcessEnv, message: RegExp) => failsIn({ PALIER_DATA_DIR: data.path, ...env }, message);

  it('on a taken port', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as { port: number };
    await fails({ PORT: String(port) }, new RegExp(`port ${port} .*taken.*PORT=`, 'i'));
    holder.close();
  });

  it('on wrong variables, all of them at once', async () => {
    await fails(
      { PORT: 'abc', LOG_LEVEL: 'loud', PALIER_DATADIR: 'x' },
      /PORT[\s\S]*LOG_LEVEL[\s\S]*PALIER_DATA_DIR|PALIER_DATA_DIR[\s\S]*PORT/,
    );
  });

  it('on an unreachable database', async () => {
    await fails(
      { DATABASE_URL: 'postgres://palier_app:x@127.0.0.1:1/palier' },
      /the PostgreSQL of DATABASE_URL is running/,
    );
  });

  it('without the native package of a hasher, as after an install that omits optional packages', async () => {
    const hide = join(data.path, '..', 'hide.cjs');
    writeFileSync(
      hide,
      `const { _resolveFilename: resolve } = require('node:module');
       require('node:module')._resolveFilename = function (name, ...rest) {
         return resolve.call(this, name.replace('@node-rs/bcrypt-', 'not-installed-'), ...rest);
       };`,
    );
    const { appUrl, close } = await testDatabase();
    await fails(
      { DATABASE_URL: appUrl, NODE_OPTIONS: `--require ${hide}` },
      new RegExp(`^.*@node-rs/bcrypt for ${process.platform}-${process.arch} is not installed.*npm ci.*\n$`),
    ).finally(close);
  });

  it('on a data directory that is a file', async () => {
    mkdirSync(join(data.path, '..', 'x'), { recursive: true });
    const file = join(data.path, '..', 'x', 'file');
    writeFileSync(file, '');
    await fails({ PALIER_DATA_DIR: join(file, 'var') }, /PALIER_DATA_DIR|directory/i);
  });

  it('beneath a directory that only root may enter', async () => {
    if (process.getuid?.() !== 0) return;
    const closed = join(data.path, '..', 'closed');
    mkdirSync(closed, { mode: 0o700 });
    await fails({ PALIER_DATA_DIR: join(closed, 'var') }, /700|chmod/);
  });

  it('on a Node that is too old', () => {
    const source = readFileSync('apps/solo/start.mjs', 'utf8').replace('process.versions.node', "'20.20.2'");
    const old = join(data.path, '..', 'start.mjs');
    writeFileSync(old, source.replaceAll('process.versions.node', "'20.20.2'"));
    let message = '';
    try {
      execFileSync(process.execPath, [old], { stdio: 'pipe', env: process.env });
    } catch (error) {
      message = String((error as { stderr: Buffer }).stderr);
    }
    expect(message).toMatch(/needs Node 26.*20\.20\.2.*npm start/);
  });
});
