// Five million entries of 20,000 persons over 26 months: what a person's requests send reads one partition, how long they
// take, and what it costs those who write while retention deletes what is too old, a month at a time, by turns.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { median } from '../../bench/statistics.mjs';
import { EnforceRetention } from '../../dist/libs/platform/data-lifecycle/index.js';
import { Database } from '../../dist/libs/platform/database/index.js';
import { PLATFORM_TENANT_ID } from '../../dist/libs/platform/tenancy/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { openPeople, personId } from './journal/people.mjs';
import { faultyPlans } from './journal/plans.mjs';
import { seed } from './journal/seed.mjs';
import { atRate, failedOf, percentile, told } from './load.mjs';

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '5000000' }, users: { type: 'string', default: '20000' } },
});
const [ENTRIES, USERS] = [Number(values.entries), Number(values.users)];
/** Those whose requests are sent. */
const READERS = Math.min(1000, USERS);
const REQUESTS_A_SECOND = 50;
const PHASE_MS = 20_000;
/** For how many days the tenant keeps entries in the turns: as declared, and a month less in each after it. */
const KEPT = [730, 700, 670, 640, 610];
/** Of a turn without retention; one with it takes as long as the job. */
const TURN_MS = 8000;
const WRITES_A_SECOND = 100;
const GOAL = 2;
const DEADLINE = Date.now() + 14 * 60_000;

function inTime() {
  if (Date.now() > DEADLINE) throw new Error('The drill took too long.');
}

const deployment = await openDeployment({ journeys: 0 });
const tenantId = deployment.ids.journeys;
const clients = [0, 1].map(() => new pg.Client({ connectionString: deployment.urls.admin }));
let held = true;
const check = (holds, what) => {
  if (!holds) console.log(`NOT TRUE: ${what}`);
  held &&= holds;
};

try {
  await Promise.all(clients.map((client) => client.connect()));
  await seed(deployment, tenantId, clients, { entries: ENTRIES, users: USERS, readers: READERS }, inTime);
  const count = async (condition, ...parameters) => {
    const { rows } = await clients[0].query(`select count(*)::int from journal.entries where ${condition}`, parameters);
    return rows[0].count;
  };
  const faulty = await faultyPlans(deployment.urls.app, tenantId, personId(7));
  check(faulty.length === 0, `every statement reads one partition by an index; not ${faulty.join(', ')}`);

  const people = await openPeople(deployment, 'journeys', READERS);
  const acknowledged = [];
  const create = async () => {
    const answer = await people.create();
    if (answer.status === 201) acknowledged.push(answer.id);
    return answer;
  };
  const during = (ms) => (passed) => passed > ms || Date.now() > DEADLINE;
  // Connections open, and code is compiled.
  for (const act of [create, people.progressMiss, people.page])
    await atRate(REQUESTS_A_SECOND, during(3000), () => act());
  for (const act of [create, people.progressMiss, people.page]) {
    const answers = await atRate(REQUESTS_A_SECOND, during(PHASE_MS), () => act());
    console.log(`${answers[0].kind}: ${told(answers)}`);
    check(failedOf(answers).length === 0, `every request was answered: ${failedOf(answers)[0]?.text}`);
  }

  const old = 'day < current_date - $1::integer';
  const [expired, before] = [await count(old, KEPT.at(-1)), await count('true')];
  const written = acknowledged.length;
  const turns = { without: [], with: [] };
  let [deleted, seconds] = [0, 0];
  const retention = new EnforceRetention(deployment.get(Database));
  for (const days of KEPT) {
    inTime();
    const without = await atRate(WRITES_A_SECOND, during(TURN_MS), create);
    await clients[0].query(
      `insert into platform.retention_periods values ($1, 'journal.entries', $2)
       on conflict (tenant_id, name) do update set days = excluded.days`,
      [tenantId, days],
    );
    const startedAt = performance.now();
    let counts;
    const job = retention
      .run({ tenantId: PLATFORM_TENANT_ID }, { signal: AbortSignal.timeout(60_000) })
      .then((rows) => {
        seconds += (performance.now() - startedAt) / 1000;
        counts = rows;
      });
    const [beside] = await Promise.all([atRate(WRITES_A_SECOND, (ms) => counts || during(60_000)(ms), create), job]);
    deleted += counts['journal.entries'] ?? 0;
    turns.without.push(without);
    turns.with.push(beside);
    console.log(`kept ${days} days, without: ${told(without)}\nkept ${days} days, with:    ${told(beside)}`);
  }
  console.log(
    `${deleted} of ${expired} expired entries were deleted in ${seconds.toFixed(1)} s, ${Math.round(deleted / seconds)} a second.`,
  );
  check(deleted === expired && (await count(old, KEPT.at(-1))) === 0, 'retention deleted what had expired');
  check((await count('true')) === before + acknowledged.length - written - deleted, 'it deleted nothing else');
  const ofTurns = (kind) => median(turns[kind].map((answers) => percentile(answers, 0.99)));
  const ratio = ofTurns('with') / ofTurns('without');
  console.log(
    `The median p99 of a turn is ${ofTurns('with').toFixed(1)} ms with retention and ${ofTurns('without').toFixed(1)} ms without: ${ratio.toFixed(2)} times; the goal is within ${GOAL}.`,
  );
  check(ratio <= GOAL, `writers took no more than ${GOAL} times as long`);
  const failed = Object.values(turns).flat().flatMap(failedOf);
  check(failed.length === 0, `every write was acknowledged: ${failed[0]?.text}`);
  const found = await count('id = any ($1)', acknowledged);
  console.log(`${acknowledged.length} entries were acknowledged, ${found} are there.`);
  check(found === acknowledged.length && new Set(acknowledged).size === found, 'each is there once');
  inTime();
} finally {
  await Promise.allSettled(clients.map((client) => client.end()));
  await deployment.close();
}
console.log(held ? 'It was within the goal, and nothing was lost.' : 'It was not: see above.');
process.exit(held ? 0 : 1);
