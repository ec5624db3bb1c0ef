// A thousand persons with the mix of k6/journal.js: at a normal rate, at a peak of ten times that, at the peak while the API is
// killed and started again on the same data, and on a ramp until it is too slow. Every acknowledged entry must be there once,
// also those that their app sent again because nothing had answered.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDeployment } from './deployment/deployment.mjs';
import { report } from './faults/record.mjs';
import { accesses, lookups, timesBetween } from './journal/metrics.mjs';
import { openPeople, personId } from './journal/people.mjs';
import { numbers } from './large-store/fill.mjs';
import { atRate, failedOf, percentile, told } from './load.mjs';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000' },
    /** A second, in the normal phase. Ten times it is half of what two cores took, with this program beside. */
    rate: { type: 'string', default: '25' },
    seconds: { type: 'string', default: '40' },
  },
});
const [USERS, NORMAL, SECONDS] = [values.users, values.rate, values.seconds].map(Number);
const PEAK = 10 * NORMAL;
const PEAK_SECONDS = 10;
const STEP_SECONDS = 4;
const STEP = 1.2;
/** Where the ramp ends, and what the phases before it must keep. */
const LIMIT = { p95Ms: 200, failures: 0.02 };
const RETRY_MS = 250;
const GOALS = { hits: 0.85, databaseMs: 50 };
const DEADLINE = Date.now() + 12 * 60_000;

const deployment = await openDeployment({ journeys: 0 });
const admin = new pg.Client({ connectionString: deployment.urls.admin });
let held = true;
const check = (holds, what) => {
  if (!holds) console.log(`NOT TRUE: ${what}`);
  held &&= holds;
};
const during = (seconds) => (passed) => passed > seconds * 1000 || Date.now() > DEADLINE;
const isTooMuch = (answers) =>
  percentile(answers, 0.95) > LIMIT.p95Ms || failedOf(answers).length > LIMIT.failures * answers.length;

try {
  await admin.connect();
  await deployment.startWorker();
  const people = await openPeople(deployment, 'journeys', USERS);
  /** Whose entries were acknowledged, by their ids. */
  const acknowledged = new Map();
  const next = numbers(1);
  const retry = async () => {
    if (Date.now() > DEADLINE) throw new Error('The drill took too long.');
    await pause(RETRY_MS);
  };
  /** Of anybody; of a hundred requests 40 entries, 30 of progress, 20 of the profile and 10 of purchases. */
  const visit = async (create) => {
    const [who, kind] = [next(USERS), next(100)];
    if (kind >= 40) return people.read(kind < 70 ? 'progress' : kind < 90 ? 'profile' : 'purchases', who);
    const answer = await create(who);
    if (answer.acknowledged ?? answer.status === 201) acknowledged.set(answer.id, who);
    return answer;
  };
  const surely = () => visit((who) => people.createSurely(retry, who));

  // Everybody opens the app once: connections open, and code is compiled.
  for (const kind of ['profile', 'progress']) {
    let opened = 0;
    await atRate(
      6 * NORMAL,
      () => opened >= USERS,
      () => people.read(kind, opened++),
    );
  }

  const before = await lookups(deployment.metricsUrl);
  const accessesBefore = await accesses(deployment.metricsUrl);
  const normal = await atRate(NORMAL, during(SECONDS), surely);
  console.log(`normal, ${NORMAL} a second for ${SECONDS} s: ${told(normal)}`);
  check(!isTooMuch(normal), 'the normal rate was served in time');
  const counted = (await lookups(deployment.metricsUrl)).since(before);
  // Told, and not judged: an entry makes void what is kept of its person, and the mix has four of them for three reads of
  // progress. In the long run three of seven find their answer kept.
  const progress = normal.filter(({ kind }) => kind === 'progress');
  const hits = progress.filter(({ cache }) => /; hit/.test(cache)).length;
  const share = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    `The cache answered ${share(hits, progress.length)} of progress by its headers, and ${share(counted.hits, counted.all)} of all that is kept (progress, profile) by the metrics; the goal is ${100 * GOALS.hits} %.`,
  );

  const peak = await atRate(PEAK, during(PEAK_SECONDS), surely);
  console.log(`peak, ${PEAK} a second for ${PEAK_SECONDS} s: ${told(peak)}`);
  check(!isTooMuch(peak), 'the peak was served in time');
  const times = timesBetween(accessesBefore, await accesses(deployment.metricsUrl));
  console.log(
    `Database: ${times.count} accesses took ${times.meanMs.toFixed(2)} ms on average, and 95 % of them at most ${times.p95Ms} ms, by the metrics; the goal is under ${GOALS.databaseMs} ms.`,
  );
  check(times.p95Ms < GOALS.databaseMs, 'the database answered in time');

  const crash = killAndStart(people);
  const crashed = await atRate(PEAK, during(PEAK_SECONDS), surely);
  const again = crashed.filter(({ sent }) => sent > 1);
  console.log(
    `killed at the peak: served again after ${((await crash) / 1000).toFixed(1)} s; ${told(crashed)}; ${again.length} entries were sent again, ${again.filter(({ wasThere }) => wasThere).length} of them were there already`,
  );
  check(again.length > 0, 'it was killed while entries were written');

  let reached = 0;
  for (let rate = PEAK; Date.now() < DEADLINE; rate = Math.round(rate * STEP)) {
    const answers = await atRate(rate, during(STEP_SECONDS), () => visit((who) => people.create(who)));
    console.log(`ramp, ${rate} a second: ${told(answers)}`);
    const sent = answers.length / STEP_SECONDS;
    if (isTooMuch(answers) || sent < 0.9 * rate) break;
    reached = sent;
  }
  console.log(`It was served in time at up to ${Math.round(reached)} a second, with this program on the same cores.`);

  const users = [...acknowledged.values()].map(personId);
  const { rows } = await admin.query(
    `select count(*)::int as there, count(distinct a.id)::int as different, count(*) filter (where version > 1)::int as changed
     from unnest($1::uuid[], $2::uuid[]) as a (id, user_id) join journal.entries e using (id, user_id)`,
    [[...acknowledged.keys()], users],
  );
  const { there, different, changed } = rows[0];
  const some = [...acknowledged].filter((_, i) => i % Math.ceil(acknowledged.size / 200) === 0);
  const read = await Promise.all(some.map(([id, who]) => people.entry(who, id)));
  console.log(
    `${acknowledged.size} entries were acknowledged, ${there} rows are there; ${read.length} were read back.`,
  );
  report({
    breaks: `the API is killed with -9 and started again, at ${PEAK} requests a second for journals`,
    fails: 'all requests',
    failsSeconds: (await crash) / 1000,
    recoverySeconds: 0,
    lost: acknowledged.size - different,
    twice: there - different,
  });
  check(there === acknowledged.size && different === there && changed === 0, 'each acknowledged entry is there once');
  check(failedOf(read).length === 0, `every one is read back: ${failedOf(read)[0]?.text}`);
  check(Date.now() < DEADLINE, 'the drill was over in time');
} finally {
  await admin.end();
  await deployment.close();
}
console.log(held ? 'It was within the goal, and nothing was lost.' : 'It was not: see above.');
process.exit(held ? 0 : 1);

/** Kills the API after some seconds of the peak. @returns the milliseconds until somebody got an answer again */
async function killAndStart(people) {
  await pause((PEAK_SECONDS * 1000) / 3);
  await deployment.killApi();
  const killedAt = performance.now();
  const started = deployment.startApi();
  while ((await people.read('profile', 0)).status !== 200) {
    if (Date.now() > DEADLINE) throw new Error('The API did not serve again.');
    await pause(20);
  }
  const ms = performance.now() - killedAt;
  await started;
  return ms;
}
