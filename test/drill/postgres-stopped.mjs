/**
 * PostgreSQL is stopped for `--seconds` (30) while clients browse a store at two APIs that share a Redis; a third API
 * starts meanwhile. No page that was seen before may fail, also none that is stale by then, the third API must serve what
 * the shared cache has, and all three must go on by themselves when PostgreSQL is back.
 */
import '../support/sources.mjs';
import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { report } from './faults/record.mjs';
import { browse, read } from './postgres/browse.mjs';
import { fillStore, unseenPage } from './postgres/store.mjs';

const { startStack } = await import('../stack/stack.ts');
const { startApi } = await import('../stack/product.ts');
const { startRedis } = await import('../stack/servers.ts');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' } } });
const away = Number(values.seconds) * 1000;
/** How long a page is fresh, and a little more. */
const FRESH_MS = 62_000;
const AROUND_MS = 3000;
/** How long a recovery may take. */
const PATIENCE_MS = 30_000;

const parts = [];
let held = false;
try {
  const redis = await startRedis();
  parts.unshift(() => redis.stop());
  let pages;
  const env = { LOG_LEVEL: 'error', REDIS_CACHE_URL: redis.url, RATE_LIMIT_REQUESTS: '1000000000' };
  const stack = await startStack({ apis: 2, env }, async (made) => {
    pages = await fillStore(made.env);
  });
  parts.unshift(() => stack.stop());
  const [one, two] = stack.apis;

  // Half of the pages are read all the time, by both; the other half was read once, at one API, and is stale by then.
  const popular = pages.filter((_page, i) => i % 2 === 0);
  for (const page of pages) assert.equal((await read(one.url, page)).status, 200);
  const apis = [one.url, two.url];
  const load = browse(apis, popular);
  await pause(FRESH_MS);
  await load.end();
  const before = load.counts();

  const clients = browse(apis, pages);
  await stack.postgres.shutDown();
  const stoppedAt = Date.now();
  await pause(AROUND_MS);
  const startedAt = Date.now();
  const third = await startApi(stack.env, { printing: 'waits for the database' });
  parts.unshift(() => third.end('SIGKILL'));
  const ready = () => read(third.url, '/health/ready').then(({ status }) => status === 200);
  await until('the third API is ready', ready);
  const readyIn = Date.now() - startedAt;
  const fresh = browse([third.url], pages);
  await pause(Math.max(0, stoppedAt + away - Date.now()));
  const meanwhile = [clients.counts(), fresh.counts()];
  await stack.postgres.start();
  const backAt = Date.now();
  const recovered = await Promise.all(
    [one, two, third].map(async ({ url }) => {
      // A page that nobody has seen needs the database.
      await until(`${url} recovers`, () => read(url, unseenPage()).then(({ status }) => status === 200));
      return (Date.now() - backAt) / 1000;
    }),
  );
  await until('the third API serves', async () => /^Palier serves on/m.test(third.printed()));
  await pause(AROUND_MS);
  await Promise.all([clients.end(), fresh.end()]);
  const failures = [...load.failures, ...clients.failures, ...fresh.failures];
  const [ofTwo, ofThird] = meanwhile;
  console.log(
    `PostgreSQL stopped for ${values.seconds} s, ${pages.length} pages: ${before.reads} reads before; meanwhile ${ofTwo.reads} at two APIs, ${ofTwo.stale} of them stale; a third API was ready ${(readyIn / 1000).toFixed(1)} s after its start and served ${ofThird.reads}, ${ofThird.stale} of them stale; ${clients.counts().reads + fresh.counts().reads} until the end, ${failures.length} failed; recovered ${recovered.map((s) => s.toFixed(1)).join(', ')} s after PostgreSQL was back`,
  );
  for (const failure of failures.slice(0, 5)) console.log(`failed: ${failure}`);
  report({
    breaks: `PostgreSQL is stopped for ${values.seconds} s while a store is browsed and another API starts`,
    fails: failures.length > 0 ? `${failures.length} pages` : undefined,
    recoverySeconds: Math.max(...recovered),
  });
  held = failures.length === 0 && ofTwo.stale > 0 && ofThird.reads > 0 && ofThird.stale > 0;
} finally {
  for (const part of parts) await part();
}
process.exit(held ? 0 : 1);

async function until(what, holds) {
  for (const deadline = Date.now() + PATIENCE_MS; !(await holds().catch(() => false)); await pause(50))
    assert.ok(Date.now() < deadline, `${what}: not within ${PATIENCE_MS} ms`);
}
