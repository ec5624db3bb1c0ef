/**
 * Clients send 5,000 events a second for `--seconds` (60) while the API and PostgreSQL are killed with -9 in turn, at random
 * moments or while batches are under way; they send what was not answered again. Each acknowledged event must be there once, and the counts must agree.
 */
import { setTimeout as pause, setImmediate as yielded } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { EventCounts } from '../../dist/libs/analytics/index.js';
import { insertNew } from '../../dist/libs/auth/api-keys/api-keys.service.js';
import { Database } from '../../dist/libs/platform/database/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { reconcile } from './events/reconcile.mjs';
import { startSenders } from './events/senders.mjs';
import { report } from './faults/record.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const endAt = Date.now() + Number(values.seconds) * 1000;
const DEADLINE = endAt + 4 * 60_000;
const [CLIENTS, RATE, LEAST_KILLS] = [8, 5000, 8];
/** Between an acknowledgement after a kill and the next kill, in milliseconds. */
const [SOONEST, LATEST] = [200, 4000];
/** After two batches were sent, in milliseconds: by then they wait for the commit, or for the answer after it. */
const MOST_AFTER_SENT = 30;

const deployment = await openDeployment({ drill: 0 });
let held = false;
try {
  const tenantId = deployment.ids.drill;
  const asked = { name: 'Drill', kind: 'publishable', scopes: ['analytics.write'], expiresAt: null };
  const { key } = await deployment
    .get(Database)
    .transaction({ tenantId }, (tx) => insertNew(tx, tenantId, uuidv7(), asked));
  const options = { url: deployment.url, tenant: 'drill', key, clients: CLIENTS, perSecond: RATE };
  const senders = startSenders(options, () => Date.now() > DEADLINE);
  await acknowledged(senders);

  const kills = { api: 0, postgres: 0 };
  const startedAt = performance.now();
  const first = Date.now() % 2;
  for (let n = first; Date.now() < endAt || n - first < LEAST_KILLS; n += 1) {
    await pause(SOONEST + Math.random() * (LATEST - SOONEST));
    if (Math.random() < 3 / 4) {
      while (senders.seen.underWay < 2) await yielded();
      await pause(Math.random() * MOST_AFTER_SENT);
    }
    if (n % 2) {
      await deployment.killApi();
      await deployment.startApi();
      kills.api += 1;
    } else {
      await deployment.postgres.kill();
      await deployment.postgres.start();
      kills.postgres += 1;
    }
    await acknowledged(senders);
  }
  await senders.stop();

  const seconds = (performance.now() - startedAt) / 1000;
  const client = await connected();
  const found = await reconcile(client, tenantId, senders.sent).finally(() => client.end());
  const { unanswered, refused, faults, longestMs } = senders.seen;
  console.log(
    `${found.acknowledged} events acknowledged in ${seconds.toFixed(0)} s (${Math.round(found.acknowledged / seconds)} a second); killed: the API ${kills.api} times, PostgreSQL ${kills.postgres}; batches sent again: ${unanswered} without an answer, ${refused} after 429 or 503; the longest time without an acknowledgement was ${(longestMs / 1000).toFixed(1)} s`,
  );
  console.log(
    `${found.rows} rows, ${found.counted} counted by name; the ledger: ${found.received} received = ${found.stored} stored + ${found.duplicates} duplicates + ${found.rejected} rejected + ${found.sampled} sampled, ${found.again} of them in batches that were stored although no answer came`,
  );
  const day = (from) => Temporal.Now.plainDateISO('UTC').add({ days: from }).toString();
  const differences = await deployment.get(EventCounts).differences(tenantId, day(-8), day(0));
  const miscounted = differences.map((each) => `palier analytics verify finds ${JSON.stringify(each)}`);
  const all = [...faults, ...found.faults, ...miscounted];
  for (const fault of all.slice(0, 10)) console.log(`NOT TRUE: ${fault}`);
  const twice = all.filter((fault) => fault.includes('twice')).length;
  report({
    breaks: 'the API and PostgreSQL are killed with -9 in turn, under 5,000 events a second',
    fails: 'batches of events',
    failsSeconds: longestMs / 1000,
    lost: all.length - twice,
    twice,
  });
  held = all.length === 0;
} finally {
  await deployment.close();
}
console.log(held ? 'Each acknowledged event is there once.' : 'It is not as it should be: see above.');
process.exit(held ? 0 : 1);

async function connected() {
  const client = new pg.Client({ connectionString: deployment.urls.admin });
  await client.connect();
  return client;
}

/** Resolves after the next acknowledgement of what was sent from now on, or nearly so. */
async function acknowledged({ seen }) {
  for (const before = seen.acknowledgedAt; seen.acknowledgedAt === before; await pause(10))
    if (Date.now() > DEADLINE) throw new Error('Nothing was acknowledged any more.');
}
