// Every API and worker is replaced, twice, under `--rate` (300) requests a second from connections that stay and from new
// ones, beside event streams and jobs: no request fails, and each job runs once.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Database } from '../../dist/libs/platform/database/index.js';
import { Jobs } from '../../dist/libs/platform/jobs/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { makePeople } from './deployment/people.mjs';
import { report } from './faults/record.mjs';
import { mark, marksTable } from './jobs/marks.mjs';
import { openLoad } from './restart/visitors.mjs';

const { values } = parseArgs({ options: { rate: { type: 'string', default: '300' } } });
const [SLUG, TIMES, STREAMS, JOBS_AT_ONCE, MOST_SECONDS] = ['restarted', 2, 20, 5, 600];
const workerProgram = 'test/drill/jobs/worker.mjs';
const options = { apis: 2, workers: 2, workerProgram, redis: 'single', pooler: true, nginx: true };
const deployment = await openDeployment({ [SLUG]: 200 }, options);
const owner = new pg.Client({ connectionString: deployment.postgres.urls.owner });
let over = false;
let held = false;
try {
  await owner.connect();
  await owner.query(marksTable);
  const tenantId = deployment.ids[SLUG];
  const people = await makePeople(deployment.get, { id: tenantId, slug: SLUG }, STREAMS);
  const tokens = await Promise.all(people.map(async ({ beginSession }) => (await beginSession()).token));
  const load = openLoad({ url: deployment.url, slug: SLUG, tokens, rate: Number(values.rate) });
  const adding = addJobs(tenantId);
  await pause(2000);
  for (let time = 1; time <= TIMES; time += 1) {
    await deployment.restart();
    console.log(`replaced everything ${time} times: ${load.seen.answered} answered, ${load.seen.failed.length} failed`);
  }
  await pause(2000);
  over = true;
  const added = await adding;
  const { answered, streams, failed } = await load.end();
  const { marks, runs } = await settled(added);
  console.log(
    `${answered} requests answered and ${streams} event streams opened by ${STREAMS} clients, ${failed.length} failed; ${added} jobs, ${marks} effects, ${runs - added} run again`,
  );
  for (const failure of failed.slice(0, 10)) console.log(`failed: ${failure}`);
  report({
    breaks: 'each API and worker is replaced, twice, under load',
    fails: failed.length > 0 ? `${failed.length} requests` : undefined,
    lost: added - marks,
    twice: runs - added,
  });
  held = failed.length === 0 && marks === added && runs === added;
} finally {
  over = true;
  await owner.end();
  await deployment.close();
}
process.exit(held ? 0 : 1);

async function addJobs(tenantId) {
  let added = 0;
  for (; !over; await pause(100)) {
    await deployment.get(Database).transaction({ tenantId }, async (tx) => {
      for (let n = 0; n < JOBS_AT_ONCE; n += 1) await deployment.get(Jobs).add(tx, mark, { tenantId });
    });
    added += JOBS_AT_ONCE;
  }
  return added;
}

/** What ran, once as many effects are there as jobs were added. */
async function settled(added) {
  for (const deadline = Date.now() + MOST_SECONDS * 1000; ; await pause(200)) {
    const { rows } = await owner.query(
      'select (select count(*) from drill.marks)::int as marks, (select count(*) from drill.runs)::int as runs',
    );
    if (rows[0].marks >= added || Date.now() > deadline) return rows[0];
  }
}
