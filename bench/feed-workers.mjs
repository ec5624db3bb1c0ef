// How many feeds one, two, five and ten workers fetch, read and compare a second, from servers that take 150 ms to answer.
import { setTimeout as pause } from 'node:timers/promises';
import { openDeployment } from '../test/drill/feeds/deployment.mjs';
import { feedsOf, feedsOfTenant } from '../test/drill/feeds/feeds.mjs';
import { median, spread } from './statistics.mjs';
import { printTable } from './table.mjs';

const TENANTS = 100;
const WORKERS = [1, 2, 5, 10];
const ROUNDS = 3;
const ROUND_MS = 60_000;

export async function run() {
  const feeds = feedsOf(TENANTS);
  const isFine = ({ url }) => url.includes('/fine/');
  const follows = Array.from({ length: TENANTS }, (_, tenant) => feedsOfTenant(tenant, feeds).filter(isFine));
  const deployment = await openDeployment(follows.map((each) => each.map(({ url }) => url)));
  try {
    const workers = [];
    const rows = [];
    for (const wanted of WORKERS) {
      const more = Array.from({ length: wanted - workers.length }, () => deployment.startWorker());
      workers.push(...(await Promise.all(more)));
      // The first round stores all posts; those of more workers open their connections.
      await round(deployment, workers);
      const rates = [];
      for (let n = 0; n < ROUNDS; n += 1) rates.push(await round(deployment, workers));
      const name = `feeds of 20 posts fetched and compared by ${wanted} worker${wanted > 1 ? 's' : ''}`;
      rows.push({ name, ratio: median(rates), ...spread(rates), unit: 'a second' });
    }
    const alone = rows[0].ratio;
    return rows.map((row) => ({ ...row, detail: `${(row.ratio / alone).toFixed(2)} times those of one` }));
  } finally {
    await deployment.close();
  }
}

/** Has all feeds fetched once, as a whole. Returns how many a second, from the first to the last. */
async function round({ sql, tenantIds }, [worker]) {
  // Neither when they were fetched last nor what they answered then counts.
  await sql(
    `update feeds.sources set due_at = now() + interval '1 day', tried_at = null, etag = null, body_hash = null`,
  );
  await worker.sync(tenantIds);
  for (const deadline = Date.now() + ROUND_MS; ; await pause(100)) {
    const [{ left, fetched, seconds }] = await sql(
      `select count(*) filter (where tried_at is null)::int as left, count(tried_at)::int as fetched,
         extract(epoch from max(tried_at) - min(tried_at))::float as seconds from feeds.sources`,
    );
    if (left === 0) return (fetched - 1) / seconds;
    if (Date.now() > deadline) throw new Error(`After ${ROUND_MS} ms ${left} feeds were not fetched.`);
  }
}

if (import.meta.main) printTable(await run());
