/**
 * Riders import ZIPs of rides, several times, while the API is asked for pages at a steady rate: the slowest answers of the API are
 * hardly slower than in the calm phases between, though a worker on the same machine reads all the while.
 */
import { strict as assert } from 'node:assert';
import { buffer } from 'node:stream/consumers';
import { uuidv7 } from 'uuidv7';
import { ZipFile } from 'yazl';
import { rideOf } from '../../bench/rides.mjs';
import { median, spread } from '../../bench/statistics.mjs';
import { AccessTokens } from '../../dist/libs/auth/tokens/access-tokens.js';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { atRate, failedOf, forSeconds, percentile, send, told } from './load.mjs';

/** Rides of a ZIP: more than are imported while the answers are measured. */
const [RIDES, ROUNDS] = [1000, 3];
/** Requests a second, and the seconds of a phase. */
const [RATE, SECONDS] = [40, 10];
const MOST_SLOWER = 2;
const HOUR_MS = 3_600_000;

const deployment = await openDeployment({ 'store-1': 200 });
let held = false;
try {
  const about = { slug: 'club', name: 'Club', product: 'velo', plan: 'enterprise' };
  const { id: tenantId } = await deployment.get(Tenants).create(about);
  await deployment.killApi();
  await deployment.startApi();
  await deployment.startWorker();
  const zip = await zipOf(Array.from({ length: RIDES }, (_, n) => rideOf(Date.UTC(2020, 0, 1) + n * HOUR_MS)));
  await load(5);
  const [calm, beside] = [[], []];
  for (let round = 1; round <= ROUNDS; round += 1) {
    calm.push(await load(SECONDS));
    const rider = await riderOf(tenantId, about.slug);
    const { id } = await rider('POST', '/v1/rides/archives', zip);
    await until(async () => (await rider('GET', `/v1/rides/archives/${id}/files?limit=1`)).data.length > 0);
    beside.push(await load(SECONDS));
    const { state } = await rider('POST', `/v1/operations/${id}/cancel`);
    assert.notEqual(state, 'succeeded', 'the import ended while the answers were measured');
    await until(async () => (await rider('GET', `/v1/operations/${id}`)).state === 'cancelled');
    const { totals } = await rider('GET', '/v1/rides/rides');
    console.log(`${totals.rides} rides of a ZIP in ${SECONDS} s.`);
  }
  console.log(`Calm:   ${told(calm.flat())}`);
  console.log(`Beside: ${told(beside.flat())}`);
  const ratios = beside.map((answers, round) => percentile(answers, 0.99) / percentile(calm[round], 0.99));
  const { min, max } = spread(ratios);
  console.log(
    `p99 beside imports: ${median(ratios).toFixed(2)} times the calm one (${min.toFixed(2)} – ${max.toFixed(2)}).`,
  );
  assert.deepEqual(failedOf([...calm, ...beside].flat()).slice(0, 3), [], 'requests that failed');
  assert.ok(median(ratios) <= MOST_SLOWER, `the p99 is more than ${MOST_SLOWER} times the calm one`);
  held = true;
} catch (error) {
  console.error(error);
} finally {
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** Asks for a page that the cache has and for one that the database must read, in turn. */
function load(seconds) {
  return atRate(RATE, forSeconds(seconds), (n) =>
    send({
      method: 'GET',
      url: `${deployment.url}/v1/stores/store-1/apps${n % 2 ? '' : `?tag=t-${n}-${Date.now()}`}`,
    }),
  );
}

async function riderOf(tenantId, slug) {
  const session = { tenantId, userId: uuidv7(), id: uuidv7(), role: 'member', name: 'Rider' };
  await deployment.addUser(tenantId, session.userId);
  const { accessToken } = await deployment.get(AccessTokens).issue(session, slug, uuidv7());
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/zip' };
  return async (method, path, body) => {
    const answer = await fetch(`${deployment.url}${path}`, { method, headers, body });
    assert.ok(answer.ok, `${path} answers ${answer.status}`);
    return answer.json();
  };
}

function zipOf(files) {
  const zip = new ZipFile();
  for (const [index, file] of files.entries()) zip.addBuffer(file, `${index}.fit`, { compressionLevel: 1 });
  zip.end();
  return buffer(zip.outputStream);
}

async function until(holds) {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
