// One API and `--workers` (5): 200 ZIPs that are asked for at once are all made, and browsing beside it takes at most twice
// its 95th percentile without. The packages of this installation are the apps.

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Catalog } from '../../dist/libs/catalog/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { atRate, forSeconds, percentile, send, succeeded, told } from './load.mjs';

const { values } = parseArgs({ options: { workers: { type: 'string', default: '5' } } });
const [ZIPS, A_SECOND, SECONDS, LARGEST] = [200, 50, 20, 2_000_000];
const PATIENCE_MS = 300_000;

const deployment = await openDeployment({ bundles: 0 }, { workers: Number(values.workers), redis: 'single' });
const store = `${deployment.url}/v1/stores/bundles`;
let held = false;
try {
  await deployment.get(Catalog).importPackages(deployment.ids.bundles, 'node_modules', { filesUpTo: LARGEST });
  const slugs = await downloadable();
  if (slugs.length < ZIPS) throw new Error(`Only ${slugs.length} packages have files that are kept.`);
  let n = 0;
  // Half of them are lists that nobody has asked for before, which read the database.
  const browse = async () => {
    n += 1;
    const query = n % 2 ? `limit=20&sort=name` : `page=${1 + (n % 9)}&pageSize=${10 + (n % 83)}`;
    return { kind: 'browse', ...(await send({ url: `${store}/apps?${query}` })) };
  };
  const without = await atRate(A_SECOND, forSeconds(SECONDS), browse);
  const beside = [];
  const startedAt = performance.now();
  const asked = slugs.slice(0, ZIPS).map((slug) => made(`${store}/apps/${slug}/downloads`));
  const all = Promise.all(asked);
  let over = false;
  const ended = all.finally(() => {
    over = true;
  });
  do beside.push(...(await atRate(A_SECOND, forSeconds(1), browse)));
  while (!over);
  const links = await ended;
  const seconds = (performance.now() - startedAt) / 1000;
  const [before, meanwhile] = [without, beside].map((answers) => percentile(answers, 0.95));
  const failed = [...without, ...beside].filter((answer) => !succeeded(answer)).length;
  console.log(`browsing without: ${told(without)}\nbrowsing beside: ${told(beside)}`);
  // While the API still takes what was asked for, and while the workers make it.
  const [asking, making] = [beside.slice(0, A_SECOND), beside.slice(A_SECOND)];
  const p95 = (answers) => percentile(answers, 0.95).toFixed(1);
  console.log(`p95 of these in the first second ${p95(asking)} ms, afterwards ${p95(making)} ms`);
  console.log(
    `${links.length} ZIPs of ${ZIPS} made by ${values.workers} workers in ${seconds.toFixed(1)} s; browsing p95 ${before.toFixed(1)} ms without, ${meanwhile.toFixed(1)} ms beside (${(meanwhile / before).toFixed(2)} times), ${failed} failed`,
  );
  held = links.length === ZIPS && failed === 0 && meanwhile <= 2 * before;
} finally {
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** The apps whose files are kept. */
async function downloadable() {
  const slugs = [];
  for (let next = `${store}/apps?limit=100`; next; ) {
    const { text } = await send({ url: next });
    const { data, page } = JSON.parse(text);
    slugs.push(...data.filter(({ download }) => download === 'ready').map(({ slug }) => slug));
    next = page.next && `${store}/apps?limit=100&cursor=${encodeURIComponent(page.next)}`;
  }
  return slugs;
}

/** Asks for a ZIP until there is a link to it, a second or two apart: not all at the same moments. */
async function made(url) {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(1000 + Math.random() * 1000)) {
    const { status, text } = await send({ method: 'POST', url });
    if (status === 200) return JSON.parse(text).url;
    if (status !== 202) throw new Error(`${url} answered ${status} ${text}`);
  }
  throw new Error(`${url}: not made within ${PATIENCE_MS / 1000} s.`);
}
