/**
 * Fifty hostile recordings are uploaded at once, several times, while the API is asked for pages at a steady rate. Each is refused by
 * name, memory stays bounded by the threads, and the slowest answers of the API are hardly slower than in the calm phases between.
 */
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { uuidv7 } from 'uuidv7';
import { median, spread } from '../../bench/statistics.mjs';
import { AccessTokens } from '../../dist/libs/auth/tokens/access-tokens.js';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { atRate, failedOf, forSeconds, percentile, send, told } from './load.mjs';

const [UPLOADS, ROUNDS] = [50, 3];
/** Requests a second, and the seconds of a phase. */
const [RATE, SECONDS] = [40, 15];
const MOST_MEGABYTES = 2000;
const MOST_SLOWER = 2;

const deployment = await openDeployment({ 'store-1': 200 });
let held = false;
let uploader;
try {
  const about = { slug: 'club', name: 'Club', product: 'velo', plan: 'enterprise' };
  const { id: tenantId } = await deployment.get(Tenants).create(about);
  await deployment.killApi();
  await deployment.startApi();
  const { url } = deployment;
  const tokens = await tokensOf(deployment.get(AccessTokens), tenantId, about.slug);
  uploader = await startUploader(url, tokens);
  await load(url, 5);
  const [calm, hostile, outcomes] = [[], [], []];
  for (let round = 1; round <= ROUNDS; round += 1) {
    calm.push(await load(url, SECONDS));
    uploader.postMessage('upload');
    const uploads = once(uploader, 'message');
    hostile.push(await load(url, SECONDS));
    outcomes.push(...(await uploads)[0]);
  }
  console.log(`Calm:    ${told(calm.flat())}`);
  console.log(`Hostile: ${told(hostile.flat())}`);
  const ratios = hostile.map((answers, round) => percentile(answers, 0.99) / percentile(calm[round], 0.99));
  const { min, max } = spread(ratios);
  console.log(
    `p99 beside hostile uploads: ${median(ratios).toFixed(2)} times the calm one (${min.toFixed(2)} – ${max.toFixed(2)}).`,
  );
  const counted = Object.groupBy(outcomes, ({ kind, outcome }) => `${kind}: ${outcome}`);
  for (const [outcome, answers] of Object.entries(counted)) console.log(`  ${outcome}, ${answers.length} times`);
  const peak = peakMegabytes(deployment.apiPid());
  console.log(`Memory of the API: at most ${Math.round(peak)} MB.`);
  assert.deepEqual(failedOf([...calm, ...hostile].flat()).slice(0, 3), [], 'requests that failed');
  assert.deepEqual(
    outcomes.filter(({ right }) => !right),
    [],
    'files that came to something else',
  );
  assert.ok(peak <= MOST_MEGABYTES, `${peak} MB`);
  assert.ok(median(ratios) <= MOST_SLOWER, `the p99 is more than ${MOST_SLOWER} times the calm one`);
  held = true;
} catch (error) {
  console.error(error);
} finally {
  await uploader?.terminate();
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** Asks for a page that the cache has and for one that the database must read, in turn. */
function load(url, seconds) {
  return atRate(RATE, forSeconds(seconds), (n) =>
    send({ method: 'GET', url: `${url}/v1/stores/store-1/apps${n % 2 ? '' : `?tag=t-${n}-${Date.now()}`}` }),
  );
}

/** A rider each, since one may upload a few files at once. */
async function tokensOf(issuer, tenantId, slug) {
  const tokens = [];
  for (let n = 0; n < UPLOADS; n += 1) {
    const session = { tenantId, userId: uuidv7(), id: uuidv7(), role: 'member', name: 'Rider' };
    tokens.push((await issuer.issue(session, slug, uuidv7())).accessToken);
  }
  return tokens;
}

function peakMegabytes(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** A thread, which does not keep this one from measuring. Its files are made before anything is measured. */
async function startUploader(url, tokens) {
  const worker = new Worker(new URL('./rides/uploads.mjs', import.meta.url), { workerData: { url, tokens } });
  await once(worker, 'message');
  return worker;
}
