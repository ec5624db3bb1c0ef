// What the degradation level does by itself when something breaks: a slow database, a frozen cache, a worker that takes no work, a
// full disk, a process whose event loop is blocked. Prints, for each, which level was reached for which cause and when, what was
// served meanwhile, and when all was served again. The table of docs/operations.md has what it printed.
import '../support/sources.mjs';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPalier } from '../../bench/palier.mjs';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { observe } from './faults/observe.mjs';
import { startSlowProxy } from './faults/slow-proxy.mjs';

const { startRedis } = await import('../stack/servers.ts');

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
/** How the event loop is blocked: so many milliseconds of each so many. */
const [BLOCKED_MS, EACH_MS] = [2000, 5000];
let held = true;

/** @param expected the greatest level, and its cause; undefined where none is expected */
async function report(name, expected, found) {
  const { levels, calmAfter, served } = await found;
  const told = levels.map(
    ({ level, cause, after }) => `${level}${cause ? ` (${cause})` : ''} after ${after.toFixed(1)} s`,
  );
  const shares = Object.entries(served).map(
    ([kind, { served, refused }]) => `${kind} ${served} %, ${refused} % refused`,
  );
  console.log(
    `${name}: ${told.join(', ') || 'level 0'}; served: ${shares.join('; ')}; level 0 ${calmAfter.toFixed(1)} s after its end`,
  );
  const greatest = levels.reduce((one, other) => (other.level > one.level ? other : one), {
    level: 0,
    cause: undefined,
  });
  const asExpected = expected ? greatest.level > 0 && greatest.cause === expected : greatest.level === 0;
  if (!asExpected) console.log(`NOT TRUE: the cause is ${expected ?? 'none'}`);
  if (served.kept.served < 99) console.log('NOT TRUE: what is in memory was served');
  held &&= asExpected && served.kept.served >= 99 && Number.isFinite(calmAfter);
}

async function ofDeployment() {
  let proxy;
  const through = (url) => Object.assign(new URL(url), { port: String(proxy.port) }).href;
  const deployment = await openDeployment({ faults: 500 }, { reach: (url) => (proxy ? through(url) : url) });
  try {
    const worker = await deployment.startWorker();
    proxy = await startSlowProxy(Number(new URL(deployment.urls.app).port));
    await deployment.killApi();
    await deployment.startApi();
    const of = { url: deployment.url, store: 'faults', seconds };
    const slow = (ms) => () => {
      proxy.delay(ms);
      return () => proxy.delay(0);
    };
    await report('PostgreSQL answers 50 ms late', undefined, observe(of, slow(50)));
    await report('PostgreSQL answers 500 ms late', 'connection_wait', observe(of, slow(500)));
    await report(
      'A process stands still 2 s of each 5',
      'event_loop',
      observe(of, () => block(deployment.apiPid())),
    );
    await report(
      'No worker takes work',
      'oldest_job',
      observe({ ...of, seconds: seconds + 60 }, () => stopWorker(deployment, worker)),
    );
  } finally {
    await deployment.close();
    proxy?.close();
  }
}

function block(pid) {
  let over = false;
  const blocking = (async () => {
    while (!over) {
      process.kill(pid, 'SIGSTOP');
      await pause(BLOCKED_MS);
      process.kill(pid, 'SIGCONT');
      await pause(EACH_MS - BLOCKED_MS);
    }
  })();
  return async () => {
    over = true;
    await blocking;
  };
}

/** Also makes an event wait that is eleven minutes old, so that nobody need wait for eleven minutes. */
async function stopWorker(deployment, worker) {
  process.kill(worker.pid, 'SIGSTOP');
  const admin = new pg.Client({ connectionString: deployment.urls.admin });
  await admin.connect();
  const published = { slug: 'waits', name: 'Waits', product: 'wistant', plan: 'free' };
  await deployment.get(Tenants).create(published);
  await admin
    .query(`update platform.outbox set created_at = now() - interval '11 minutes' where forwarded_at is null`)
    .finally(() => admin.end());
  return () => process.kill(worker.pid, 'SIGCONT');
}

async function ofRedis() {
  const redis = await startRedis();
  const palier = await startPalier({ REDIS_CACHE_URL: redis.url });
  try {
    const freeze = () => {
      process.kill(redis.pid, 'SIGSTOP');
      return () => process.kill(redis.pid, 'SIGCONT');
    };
    await report(
      'The shared cache is frozen',
      'breakers',
      observe({ url: palier.url, store: 'wistant', seconds }, freeze),
    );
  } finally {
    await palier.stop();
    await redis.stop();
  }
}

async function ofDisk() {
  const disk = mkdtempSync(join(tmpdir(), 'palier-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=900m,mode=755', 'palier', disk]).status !== 0) {
    rmdirSync(disk);
    console.log('A full disk: left out, since this account may not mount a disk.');
    return;
  }
  mkdirSync(join(disk, 'palier'));
  const palier = await startPalier({ PALIER_DATA_DIR: join(disk, 'palier', 'var') });
  try {
    await reserveLog(palier.dataDir);
    const fill = () => {
      let files = 0;
      for (let full = false; !full; files += 1) {
        try {
          writeFileSync(join(disk, `filler-${files}`), Buffer.alloc(2 ** 20));
        } catch {
          full = true;
        }
      }
      // A full disk shows when something is written.
      const writing = setInterval(() => void createTenant(palier), 200);
      return () => {
        clearInterval(writing);
        for (let each = 0; each < files; each += 1) rmSync(join(disk, `filler-${each}`), { force: true });
      };
    };
    await report('The disk is full', 'full_disk', observe({ url: palier.url, store: 'wistant', seconds }, fill));
  } finally {
    await palier.stop();
    spawnSync('umount', ['-l', disk]);
    rmdirSync(disk);
  }
}

/** Without space for its log PostgreSQL ends, as no write could be kept: this is about the time before. */
async function reserveLog(data) {
  const { postgres } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8'));
  const [, , , port] = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  const admin = new pg.Client({ connectionString: `postgres://postgres:${postgres.admin}@127.0.0.1:${port}/postgres` });
  await admin.connect();
  for (let segment = 0; segment < 8; segment += 1)
    await admin.query(`select pg_logical_emit_message(false, 'drill', ''), pg_switch_wal()`);
  await admin.query('checkpoint');
  await admin.end();
}

async function createTenant({ url, log }) {
  const [operator] = /palier_op_\S+/.exec(readFileSync(log, 'utf8')) ?? [];
  tenants += 1;
  await fetch(`${url}/v1/platform/tenants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ slug: `full-${tenants}`, name: 'Full', product: 'wistant', plan: 'free' }),
  }).catch(() => {});
}

let tenants = 0;
await ofDeployment();
await ofRedis();
await ofDisk();
console.log(held ? 'Each fault was told, and what is in memory was served.' : 'It did not hold: see above.');
process.exit(held ? 0 : 1);
