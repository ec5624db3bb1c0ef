// Five million posts of 2,000 tenants, of which one has a hundred times as many as others: how long lists, counts, searches
// and marks of readers take.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDeployment } from './deployment/deployment.mjs';
import { openReaders } from './feeds/readers.mjs';
import { LARGE, seed, tenantId } from './feeds/seed.mjs';
import { atRate, failedOf, forSeconds, percentile, told } from './load.mjs';

const { values } = parseArgs({
  options: { posts: { type: 'string', default: '5000000' }, tenants: { type: 'string', default: '2000' } },
});
const size = { posts: Number(values.posts), tenants: Number(values.tenants) };
/** Of all, and of the one reader of the large tenant. */
const REQUESTS_A_SECOND = { many: 40, one: 4 };
const PHASE_SECONDS = 15;
/** Of the 95th percentile, milliseconds. */
const AIMS = { list: 20, unread: 20, counts: 10, search: 50, 'mark all': 100 };
const DEADLINE = Date.now() + 14 * 60_000;

function inTime() {
  if (Date.now() > DEADLINE) throw new Error('The drill took too long.');
}

const deployment = await openDeployment({});
const clients = [0, 1].map(() => new pg.Client({ connectionString: deployment.urls.admin }));
let held = true;
try {
  await Promise.all(clients.map((client) => client.connect()));
  await seed(clients, size, inTime);
  // It knows the tenants of its start.
  await deployment.killApi();
  await deployment.startApi();
  const many = Array.from({ length: Math.min(1000, size.tenants - 1) }, (_, i) => tenantId(i + 1));
  for (const [name, tenants, rate] of [
    ['tenants', many, REQUESTS_A_SECOND.many],
    ['the large tenant', [tenantId(LARGE)], REQUESTS_A_SECOND.one],
  ]) {
    const readers = await openReaders(deployment, tenants);
    const acts = {
      list: readers.list,
      unread: readers.unread,
      counts: readers.counts,
      search: readers.search,
      'mark all': readers.markAll,
    };
    for (const [kind, act] of Object.entries(acts)) {
      inTime();
      // Connections open, and code is compiled.
      await atRate(rate, forSeconds(2), act);
      const answers = await atRate(rate, forSeconds(PHASE_SECONDS), act);
      const [p95, failed] = [percentile(answers, 0.95), failedOf(answers)];
      const aim = name === 'tenants' ? `; the aim is ${AIMS[kind]} ms` : '';
      console.log(`${kind} of ${name}: ${told(answers)}${aim}.`);
      if (failed.length > 0) console.log(`NOT TRUE: every request was answered: ${failed[0].status} ${failed[0].text}`);
      held &&= failed.length === 0 && (name !== 'tenants' || p95 <= AIMS[kind]);
    }
  }
} finally {
  await Promise.allSettled(clients.map((client) => client.end()));
  await deployment.close();
}
console.log(held ? 'The tenants were served within the aims.' : 'They were not: see above.');
process.exitCode = held ? 0 : 1;
