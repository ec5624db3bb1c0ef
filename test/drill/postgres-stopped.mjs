/**
 * PostgreSQL is stopped for `--seconds` (30) while clients browse a store at two APIs that share a Redis; a third API
 * starts meanwhile. No page that was seen before may fail, also none that is stale by then, the third API must serve what
 * the shared cache has, and all three must go on by themselves when PostgreSQL is back.
 */
import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../../bench/free-port.mjs';
import { startRedis } from '../../bench/redis.mjs';
import { Container } from '../image/container.mjs';
import { browse, read } from './postgres/browse.mjs';
import { openStore } from './postgres/store.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' } } });
const away = Number(values.seconds) * 1000;
/** How long a page is fresh, and a little more. */
const FRESH_MS = 62_000;
const AROUND_MS = 3000;
/** How long a recovery may take. */
const PATIENCE_MS = 30_000;

const root = join(import.meta.dirname, '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'palier-drill-'));
chmodSync(directory, 0o755);
const parts = [() => rmSync(directory, { recursive: true, force: true })];
let held = false;
try {
  const redis = await startRedis();
  parts.unshift(() => redis.stop());
  const store = await openStore(join(directory, 'var'));
  parts.unshift(() => store.close());
  const launch = async () => {
    const port = await freePort();
    const env = {
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: store.url,
      REDIS_CACHE_URL: redis.url,
      PALIER_DATA_DIR: join(directory, 'data'),
      PALIER_MASTER_KEY: masterKey,
      PALIER_ENVIRONMENT: 'development',
      RATE_LIMIT_REQUESTS: '1000000000',
    };
    const api = new Container({ path: root, env }, ['node', 'dist/apps/api/main.js'], {});
    parts.unshift(() => api.kill());
    return Object.assign(api, { url: `http://127.0.0.1:${port}` });
  };
  const masterKey = randomBytes(32).toString('base64url');
  const [one, two] = [await launch(), await launch()];
  for (const api of [one, two]) await api.prints(/^Palier serves on/m);

  // Half of the pages are read all the time, by both; the other half was read once, at one API, and is stale by then.
  const popular = store.pages.filter((_page, i) => i % 2 === 0);
  for (const page of store.pages) assert.equal((await read(one.url, page)).status, 200);
  const apis = [one.url, two.url];
  const load = browse(apis, popular);
  await pause(FRESH_MS);
  await load.end();
  const before = load.counts();

  const clients = browse(apis, store.pages);
  await store.stop();
  const stoppedAt = Date.now();
  await pause(AROUND_MS);
  const startedAt = Date.now();
  const third = await launch();
  const ready = () => read(third.url, '/health/ready').then(({ status }) => status === 200);
  await until('the third API is ready', ready);
  const readyIn = Date.now() - startedAt;
  const fresh = browse([third.url], store.pages);
  await pause(Math.max(0, stoppedAt + away - Date.now()));
  const meanwhile = [clients.counts(), fresh.counts()];
  await store.start();
  const backAt = Date.now();
  const recovered = await Promise.all(
    [one, two, third].map(async ({ url }) => {
      // A page that nobody has seen needs the database.
      await until(`${url} recovers`, () => read(url, store.unseen()).then(({ status }) => status === 200));
      return (Date.now() - backAt) / 1000;
    }),
  );
  await third.prints(/^Palier serves on/m);
  await pause(AROUND_MS);
  await Promise.all([clients.end(), fresh.end()]);
  const failures = [...load.failures, ...clients.failures, ...fresh.failures];
  const [ofTwo, ofThird] = meanwhile;
  console.log(
    `PostgreSQL stopped for ${values.seconds} s, ${store.pages.length} pages: ${before.reads} reads before; meanwhile ${ofTwo.reads} at two APIs, ${ofTwo.stale} of them stale; a third API was ready ${(readyIn / 1000).toFixed(1)} s after its start and served ${ofThird.reads}, ${ofThird.stale} of them stale; ${clients.counts().reads + fresh.counts().reads} until the end, ${failures.length} failed; recovered ${recovered.map((s) => s.toFixed(1)).join(', ')} s after PostgreSQL was back`,
  );
  for (const failure of failures.slice(0, 5)) console.log(`failed: ${failure}`);
  held = failures.length === 0 && ofTwo.stale > 0 && ofThird.reads > 0 && ofThird.stale > 0;
} finally {
  for (const part of parts) await part();
}
process.exit(held ? 0 : 1);

async function until(what, holds) {
  for (const deadline = Date.now() + PATIENCE_MS; !(await holds().catch(() => false)); await pause(50))
    assert.ok(Date.now() < deadline, `${what}: not within ${PATIENCE_MS} ms`);
}
