// What the degradation level does by itself when something breaks: a slow database, a frozen cache, a worker that takes no work, a
// full disk, a process whose event loop is blocked. Prints, for each, which level was reached for which cause and when, what was
// served meanwhile, and when all was served again. The table of docs/operations.md has what it printed.
import '../support/sources.mjs';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPalier } from '../../bench/palier.mjs';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { observe } from './faults/observe.mjs';

const { smallDisk, reserveLog } = await import('../support/small-disk.ts');
const { startProxy } = await import('../support/tcp-proxy.ts');
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
    proxy = await startProxy(Number(new URL(deployment.urls.app).port));
    await deployment.killApi();
    await deployment.startApi();
    const of = { url: deployment.url, store: 'faults', seconds };
    const slow = (ms) => () => {
      proxy.disturbAnswers('delay', { ms });
      return () => proxy.disturbAnswers('none');
    };
    await report('PostgreSQL answers 50 ms late', undefined, observe(of, slow(50)));
    await report('PostgreSQL answers 500 ms late', undefined, observe(of, slow(500)));
    await report('PostgreSQL answers 2000 ms late', 'connection_wait', observe(of, slow(2000)));
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
    await proxy?.close();
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
  const disk = smallDisk(900);
  if (!disk) {
    console.log('A full disk: left out, since this account may not mount a disk.');
    return;
  }
  mkdirSync(join(disk.path, 'palier'));
  const palier = await startPalier({ PALIER_DATA_DIR: join(disk.path, 'palier', 'var') });
  try {
    const { postgres } = JSON.parse(readFileSync(join(palier.dataDir, 'secrets.json'), 'utf8'));
    const [, , , port] = readFileSync(join(palier.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    await reserveLog(`postgres://postgres:${postgres.admin}@127.0.0.1:${port}/postgres`, 8);
    const fill = () => {
      disk.fill();
      // A full disk shows when something is written.
      const writing = setInterval(() => void createTenant(palier), 200);
      return () => {
        clearInterval(writing);
        disk.clear();
      };
    };
    await report('The disk is full', 'full_disk', observe({ url: palier.url, store: 'wistant', seconds }, fill));
  } finally {
    await palier.stop();
    disk.remove();
  }
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
