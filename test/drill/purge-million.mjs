// A tenant with a million rows is purged by a worker, while an API answers lists of other tenants at a steady rate: their
// 99th percentile with the purge against the one without it, by turns; three such tenants, one after another. Autovacuum
// clears up after a purge in any turn.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../../bench/statistics.mjs';
import { openDeployment } from './deployment/deployment.mjs';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const ROWS = Number(values.rows);
const LARGE = ['large-1', 'large-2', 'large-3'];
const OTHERS = ['other-1', 'other-2', 'other-3', 'other-4', 'other-5'];
const APPS_OF_OTHERS = 5000;
const REQUESTS_A_SECOND = 150;
/** Of a turn without a purge; one with it takes as long as the purge. */
const TURN_MS = 8000;
/** The drill fails when it takes longer. */
const DEADLINE = Date.now() + 10 * 60_000;
const GOAL = 2;

const SORTS = ['name', '-name', 'createdAt', '-createdAt'];
let asked = 0;
/** Not twice the same within minutes, since a cached answer would prove nothing; of all sizes in every turn. */
function nextPath() {
  // All numbers below 36,000, each once.
  const n = (asked++ * 7919) % 36_000;
  const [slug, tag, sort] = [OTHERS[n % 5], `kind-${Math.floor(n / 5) % 20}`, SORTS[Math.floor(n / 100) % 4]];
  return `/v1/stores/${slug}/apps?tag=${tag}&sort=${sort}&limit=${10 + Math.floor(n / 400)}`;
}

/** Milliseconds of each list that is asked for at the steady rate, until `over`; one that was refused counts as failed. */
async function askUntil(url, over) {
  const times = [];
  let failed = 0;
  const ask = async () => {
    const startedAt = performance.now();
    const answer = await fetch(url + nextPath()).catch(() => undefined);
    await answer?.arrayBuffer();
    times.push(performance.now() - startedAt);
    if (answer?.status !== 200) failed += 1;
  };
  const waiting = [];
  const startedAt = performance.now();
  for (let n = 0; !over(performance.now() - startedAt); n += 1) {
    waiting.push(ask());
    await pause(Math.max(0, startedAt + ((n + 1) * 1000) / REQUESTS_A_SECOND - performance.now()));
  }
  await Promise.all(waiting);
  return { times, failed };
}

function at(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

const told = ({ times, failed }) =>
  `${times.length} lists, median ${at(times, 0.5).toFixed(1)} ms, p99 ${at(times, 0.99).toFixed(1)} ms, ${failed} failed`;
const rowsIn = (counts) => Object.values(counts).reduce((sum, rows) => sum + rows, 0);

const filling = Date.now();
const apps = [...OTHERS.map((slug) => [slug, APPS_OF_OTHERS]), ...LARGE.map((slug) => [slug, Math.ceil(ROWS / 4)])];
const deployment = await openDeployment(Object.fromEntries(apps));
const turns = { without: [], with: [] };
let [held, deleted, seconds] = [true, 0, 0];

/** Asks for lists until the purge is over. */
async function askDuring(slug) {
  const startedAt = performance.now();
  await deployment.purge(slug);
  let purge;
  const ending = (async () => {
    for (; !purge?.receipt; await pause(50)) {
      if (Date.now() > DEADLINE) throw new Error('The purge was not over in time.');
      purge = await deployment.purgeOf(slug);
    }
  })();
  const [seen] = await Promise.all([askUntil(deployment.url, () => purge?.receipt || Date.now() > DEADLINE), ending]);
  seconds += (performance.now() - startedAt) / 1000;
  deleted += rowsIn(purge.receipt.counts);
  return seen;
}

try {
  console.log(`${ROWS} rows of each of ${LARGE.length} tenants after ${((Date.now() - filling) / 1000).toFixed(0)} s.`);
  for (const slug of LARGE) await deployment.delete(slug);
  await deployment.startWorker();
  // Connections open, code is compiled, and jobs of the start are done.
  await askUntil(deployment.url, (ms) => ms > TURN_MS);
  for (const slug of LARGE) {
    const without = await askUntil(deployment.url, (ms) => ms > TURN_MS);
    const during = await askDuring(slug);
    console.log(`${slug} without: ${told(without)}\n${slug} with:    ${told(during)}`);
    turns.without.push(without);
    turns.with.push(during);
  }
  const together = (kind) => ({
    times: turns[kind].flatMap(({ times }) => times),
    failed: turns[kind].reduce((sum, { failed }) => sum + failed, 0),
  });
  const [without, during] = [together('without'), together('with')];
  // Of turns, since one in which something else kept the machine busy would decide over all together.
  const ofTurns = (kind) => median(turns[kind].map(({ times }) => at(times, 0.99)));
  const ratio = ofTurns('with') / ofTurns('without');
  console.log(`Without: ${told(without)}\nWith:    ${told(during)}`);
  console.log(`${deleted} rows were deleted in ${seconds.toFixed(1)} s, ${Math.round(deleted / seconds)} a second.`);
  console.log(
    `The median p99 of a turn is ${ofTurns('with').toFixed(1)} ms with the purge and ${ofTurns('without').toFixed(1)} ms without: ${ratio.toFixed(2)} times; the goal is within ${GOAL}.`,
  );
  held = ratio <= GOAL && without.failed + during.failed === 0 && deleted >= LARGE.length * ROWS;
} finally {
  await deployment.close();
}
console.log(held ? 'It was within the goal, and no list failed.' : 'It was not: see above.');
process.exit(held ? 0 : 1);
