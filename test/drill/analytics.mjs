/**
 * Questions on `--events` (20 million) events of 200 tenants, one of which has a quarter, while 5,000 a second come in for
 * `--seconds` (60). Says how long answers take, and what all of it takes on disk; fails where an answer is not what was stored.
 * `npm run drill` ends a drill after 15 minutes: run this one by itself, `node test/drill/analytics.mjs`, or with fewer events.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { insertNew } from '../../dist/libs/auth/api-keys/api-keys.service.js';
import { Database } from '../../dist/libs/platform/database/index.js';
import { fillAnalytics } from './analytics/fill.mjs';
import { openDeployment } from './deployment/deployment.mjs';
import { startSenders } from './events/senders.mjs';

const options = { events: { type: 'string', default: '20000000' }, seconds: { type: 'string', default: '60' } };
const { values } = parseArgs({ options });
const [EVENTS, SECONDS, TENANTS, RATE] = [Number(values.events), Number(values.seconds), 200, 5000];

const slugs = Array.from({ length: TENANTS }, (_, n) => `tenant-${n}`);
const deployment = await openDeployment(Object.fromEntries([...slugs, 'drill'].map((slug) => [slug, 0])));
const admin = new pg.Client({ connectionString: deployment.urls.admin });
let held = false;
try {
  await admin.connect();
  const filling = performance.now();
  await fillAnalytics(
    admin,
    slugs.map((slug) => deployment.ids[slug]),
    EVENTS,
  );
  console.log(
    `${EVENTS} events of ${TENANTS} tenants written in ${Math.round((performance.now() - filling) / 1000)} s.`,
  );
  await printSizes();
  const asking = await Promise.all(
    [0, 1, 57, 123].map(async (n) => ({ slug: slugs[n], key: await keyOf(slugs[n], 'analytics.read') })),
  );
  const sending = {
    url: deployment.url,
    tenant: 'drill',
    key: await keyOf('drill', 'analytics.write'),
    clients: 8,
    perSecond: RATE,
  };
  const senders = startSenders(sending, () => false);
  const endAt = performance.now() + SECONDS * 1000;
  const took = {};
  for (let n = 0; performance.now() < endAt; n += 1) {
    const { slug, key } = asking[n % asking.length];
    for (const [kind, questions] of Object.entries(asked(n))) {
      const began = performance.now();
      const answers = await ask(key, questions);
      const of = `${kind}, ${slug === slugs[0] ? 'the tenant with a quarter' : 'another tenant'}`;
      took[of] ??= [];
      took[of].push(performance.now() - began);
      for (const { status, problem } of answers)
        if (status !== 200) throw new Error(`${kind} of ${slug}: ${status} ${problem?.code}`);
    }
  }
  await senders.stop();
  for (const [kind, times] of Object.entries(took)) {
    times.sort((a, b) => a - b);
    const at = (share) => Math.round(times[Math.floor(times.length * share)]);
    console.log(`${kind}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, of ${times.length}`);
  }
  const faults = [...senders.seen.faults, ...(await wrongAnswers(asking))];
  for (const fault of faults) console.log(`✗ ${fault}`);
  held = faults.length === 0;
  console.log(`${senders.sent.length} batches were sent meanwhile. Every answer is what was stored: ${held}.`);
} finally {
  await admin.end();
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** The questions of each kind. */
function asked(n) {
  const name = `drill.kind-${n % 20}`;
  const panels = [
    ...['day', 'week'].map((unit) => ({ kind: 'series', unit })),
    ...[0, 1, 2, 3].map((i) => ({ kind: 'series', name: `drill.kind-${(n + i) % 20}` })),
    ...['name', 'client', 'country'].map((by) => ({ kind: 'breakdown', by })),
    ...['client', 'country'].map((by) => ({ kind: 'breakdown', by, name })),
    { kind: 'series', unit: 'minute' },
  ];
  return {
    'a series': [{ kind: 'series', name }],
    'a breakdown': [{ kind: 'breakdown', by: 'name' }],
    'different subjects': [{ kind: 'uniques', name }],
    'a dashboard of 12 panels': panels,
  };
}

async function ask(key, questions) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ questions });
  const answer = await fetch(`${deployment.url}/v1/analytics/query`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
  return JSON.parse(text).data;
}

function keyOf(slug, scope) {
  const tenantId = deployment.ids[slug];
  const of = { name: 'Drill', kind: 'secret', scopes: [scope], expiresAt: null };
  return deployment
    .get(Database)
    .transaction({ tenantId }, (tx) => insertNew(tx, tenantId, uuidv7(), of))
    .then(({ key }) => key);
}

/** Compares totals and different subjects with what a scan of the rows counts. */
async function wrongAnswers(tenants) {
  const wrong = [];
  for (const { slug, key } of tenants) {
    const [{ breakdown }, { uniques }] = await ask(key, [{ kind: 'breakdown' }, { kind: 'uniques' }]);
    const { rows } = await admin.query(
      `select count(*)::float8 as events, count(distinct subject)::float8 as subjects from analytics.events
       where tenant_id = $1 and (occurred_at at time zone 'Europe/Paris')::date > (now() at time zone 'Europe/Paris')::date - 30`,
      [deployment.ids[slug]],
    );
    const [{ events, subjects }] = rows;
    if (breakdown.total !== events) wrong.push(`${slug} has ${events} events, and ${breakdown.total} are answered`);
    const off = Math.abs(uniques.subjects - subjects);
    if (off > (uniques.margin ?? 0))
      wrong.push(`${slug} has ${subjects} subjects, and ${uniques.subjects} are answered`);
    console.log(`${slug}: ${subjects} subjects, ${uniques.subjects} answered (${uniques.exactness})`);
  }
  return wrong;
}

async function printSizes() {
  const { rows } =
    await admin.query(`select c.relname as name, sum(pg_total_relation_size(coalesce(p.relid, c.oid)))::float8 / 2 ^ 20 as size
    from pg_class c left join lateral pg_partition_tree(c.oid) p on true
    where c.relnamespace = 'analytics'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by 1 order by 2 desc limit 6`);
  console.log(rows.map(({ name, size }) => `${name} ${Math.round(size)} MB`).join(', '));
}
