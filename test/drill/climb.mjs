// Moves a solo deployment to another PostgreSQL and a Redis, and back again, with a million rows and
// 1,000 waiting jobs, under writes and reads: checks that nothing is lost, and measures for how long
// writes are refused. A second embedded cluster is the operator's PostgreSQL: Debian 12 has only 15.

import '../support/sources.mjs';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { attachEmbedded, startEmbedded } from '../../dist/libs/platform/database/index.js';
import { withQueues } from '../../dist/libs/platform/jobs/index.js';
import { palier, startClients, startProduct } from './climb/product.mjs';

const { startRedis } = await import('../stack/servers.ts');

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const ROWS = Number(values.rows);
const JOBS = 1000;
/** A queue; its jobs are delayed until tomorrow, so that no worker takes them. */
const QUEUE = 'tenants.purge-tenant';
const DAY_MS = 86_400_000;

const directory = mkdtempSync(join(tmpdir(), 'palier-climb-'));
chmodSync(directory, 0o755);
const dataDir = join(directory, 'solo');
const atEnd = [() => rmSync(directory, { recursive: true, force: true })];
let held = true;

const check = (holds, what) => {
  if (!holds) console.log(`NOT TRUE: ${what}`);
  held &&= holds;
};

async function sql(url, text, parameters) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, parameters)).rows;
  } finally {
    await client.end();
  }
}

/** Runs `work` with the embedded cluster of the solo deployment, alone or beside a running Palier. */
async function inSolo(work) {
  const server = await attachEmbedded(dataDir);
  try {
    return await work(server.urls);
  } finally {
    await server.stop();
  }
}

async function fillRows({ admin }) {
  const url = Object.assign(new URL(admin), { pathname: '/palier' });
  const [{ id }] = await sql(url.href, "SELECT id FROM tenants.tenants WHERE slug = 'wistant'");
  // Triggers count the tags as the tenant in force.
  url.searchParams.set('options', `-c app.tenant_id=${id}`);
  await sql(
    url.href,
    `WITH made AS (
       INSERT INTO catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, files,
         file_count, bytes, digest)
       SELECT $1::uuid, uuidv7(), 'drill-' || i, 'drill:' || i, 'Drill ' || i, md5(i::text), 'A summary.', '', '1.0.0', '[]', 0, 0, ''
       FROM generate_series(1, $2::integer) AS i RETURNING tenant_id, id, name_key, created_at)
     INSERT INTO catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
     SELECT tenant_id, id, 'drill', name_key, created_at FROM made`,
    [id, ROWS / 2],
  );
}

function addJobs(place) {
  const ids = Array.from({ length: JOBS }, () => uuidv7());
  const jobs = ids.map((jobId, i) => ({
    name: QUEUE,
    data: { payload: { tenantId: jobId }, traceparent: null },
    opts: { jobId, delay: DAY_MS, priority: 1 + i, attempts: 3 },
  }));
  return withQueues(place, async (queues) => {
    await queues.queue(QUEUE).addBulk(jobs);
    return ids;
  });
}

/** The jobs that are missing in a queue, or have another payload or turn there. */
function missingJobs(place, ids) {
  return withQueues(place, async (queues) => {
    const found = new Map((await queues.queue(QUEUE).getJobs(['delayed'])).map((job) => [job.id, job]));
    return ids.filter((id, i) => found.get(id)?.data.payload.tenantId !== id || found.get(id)?.opts.priority !== 1 + i);
  });
}

async function lostTenants(ownerUrl, confirmed) {
  const rows = await sql(ownerUrl, 'SELECT slug FROM tenants.tenants WHERE slug = any ($1::text[])', [confirmed]);
  return confirmed.length - rows.length;
}

async function climb(name, product, operatorKey, work) {
  const clients = startClients(product.url, operatorKey, name);
  const began = Date.now();
  const said = await work();
  const seconds = (Date.now() - began) / 1000;
  const seen = await clients.stop();
  console.log(
    said
      .split('\n')
      .filter((line) => /rows of|refused for/.test(line))
      .join('\n'),
  );
  console.log(
    `${name}: ${seconds.toFixed(1)} s in all; ${seen.confirmed.length} writes confirmed, ${seen.refused} refused, ${seen.reads} reads, ${seen.failedReads} of them failed`,
  );
  check(seen.failedReads === 0, 'every read was answered');
  check(seen.wrong.length === 0, `every write was confirmed or refused with writes_paused: ${seen.wrong.slice(0, 3)}`);
  check(seen.confirmed.length > 0 && seen.refused > 0, 'writes were both confirmed and refused');
  return seen.confirmed;
}

try {
  const redis = await startRedis();
  atEnd.unshift(() => redis.stop());
  const own = await startEmbedded(join(directory, 'own'));
  atEnd.unshift(() => own.stop());
  const solo = await startProduct({ PALIER_DATA_DIR: dataDir });
  atEnd.unshift(() => solo.stop());
  const key = solo.operatorKey;
  const soloUrls = await inSolo(async (urls) => {
    await fillRows(urls);
    return urls;
  });
  const ids = await addJobs({ databaseUrl: soloUrls.app });
  console.log(`${ROWS} rows and ${JOBS} jobs are in the solo deployment.`);

  const to = ['--database', own.urls.owner, '--app-url', own.urls.app, '--redis', redis.url];
  const up = await climb('up', solo, key, () => palier({ PALIER_DATA_DIR: dataDir }, 'climb', ...to));
  const settings = parseEnv(readFileSync(join(dataDir, 'climb.env'), 'utf8'));
  check((await lostTenants(own.urls.owner, up)) === 0, 'every confirmed write went up');
  const redisPlace = { databaseUrl: own.urls.app, redisUrl: redis.url };
  check((await missingJobs(redisPlace, ids)).length === 0, 'every job went up');
  await solo.stop();

  const [masterKey] = readFileSync(join(dataDir, 'master.key'), 'utf8').split('\n');
  const moved = { PALIER_DATA_DIR: join(directory, 'unused'), PALIER_MASTER_KEY: masterKey, ...settings };
  const growth = await startProduct(moved);
  atEnd.unshift(() => growth.stop());
  const env = { PALIER_DATA_DIR: dataDir, ...settings };
  const down = await climb('down', growth, key, () => palier(env, 'climb', '--to-solo'));
  await growth.stop();
  await inSolo(async (urls) => {
    check((await lostTenants(urls.owner, [...up, ...down])) === 0, 'every confirmed write came back');
    check((await missingJobs({ databaseUrl: urls.app }, ids)).length === 0, 'every job came back');
    const url = Object.assign(new URL(urls.admin), { pathname: '/palier' }).href;
    const [{ rows }] = await sql(url, "SELECT count(*)::int AS rows FROM catalog.app_tags WHERE tag = 'drill'");
    check(rows === ROWS / 2, 'every row came back');
  });
} finally {
  for (const step of atEnd) await step();
}
console.log(held ? 'Nothing was lost.' : 'Something was lost.');
process.exit(held ? 0 : 1);
