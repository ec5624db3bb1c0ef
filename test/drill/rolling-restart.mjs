// Every API and worker is replaced, twice, under `--rate` (300) requests a second from connections that stay and from new
// ones, beside event streams and jobs: no request fails, and each job runs once.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Database } from '../../dist/libs/platform/database/index.js';
import { Jobs } from '../../dist/libs/platform/jobs/index.js';
import { openDeployment } from './deployment/deployment.mjs';
import { makePeople } from './deployment/people.mjs';
import { mark, marksTable } from './jobs/marks.mjs';
import { atRate } from './storm/load.mjs';

const { values } = parseArgs({ options: { rate: { type: 'string', default: '300' } } });
const [TIMES, STREAMS, JOBS_AT_ONCE, MOST_SECONDS] = [2, 20, 5, 600];
const workerProgram = 'test/drill/jobs/worker.mjs';
const options = { apis: 2, workers: 2, workerProgram, redis: 'single', pooler: true, nginx: true };
const deployment = await openDeployment({ restarted: 200 }, options);
const staying = new Agent({ keepAlive: true, maxSockets: 100 });
const owner = new pg.Client({ connectionString: deployment.postgres.urls.owner });
const seen = { answered: 0, streams: 0, failed: [] };
let over = false;
let held = false;
try {
  await owner.connect();
  await owner.query(marksTable);
  const tenantId = deployment.ids.restarted;
  const people = await makePeople(deployment.get, { id: tenantId, slug: 'restarted' }, STREAMS);
  const following = people.map(async ({ beginSession }) => follow((await beginSession()).token));
  const adding = addJobs(tenantId);
  const loading = load();
  await pause(2000);
  for (let time = 1; time <= TIMES; time += 1) {
    await deployment.restart();
    console.log(`replaced everything ${time} times: ${seen.answered} answered, ${seen.failed.length} failed`);
  }
  await pause(2000);
  over = true;
  const added = await adding;
  await Promise.all([loading, ...following]);
  const { marks, runs } = await settled(added);
  console.log(
    `${seen.answered} requests answered and ${seen.streams} event streams opened by ${STREAMS} clients, ${seen.failed.length} failed; ${added} jobs, ${marks} effects, ${runs - added} run again`,
  );
  for (const failure of seen.failed.slice(0, 10)) console.log(`failed: ${failure}`);
  held = seen.failed.length === 0 && marks === added && runs === added;
} finally {
  over = true;
  staying.destroy();
  await owner.end();
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** Half of the requests on connections that stay, half on new ones; every tenth asks for a link, which nothing may repeat. */
async function load() {
  let n = 0;
  const visit = () => {
    n += 1;
    const agent = n % 2 ? staying : false;
    const apps = '/v1/stores/restarted/apps';
    if (n % 10 === 0) return ask({ method: 'POST', path: `${apps}/app-${1 + (n % 200)}/downloads`, agent });
    return ask({ path: n % 3 ? `${apps}?limit=20` : `${apps}?page=${1 + (n % 7)}&pageSize=${10 + (n % 20)}`, agent });
  };
  while (!over) await atRate(Number(values.rate), 1, visit);
}

/** Anything below 500 is an answer of the product. */
function ask({ method = 'GET', path, agent }) {
  return new Promise((resolve) => {
    const failed = (why) => resolve(seen.failed.push(`${method} ${path}: ${why}`));
    request(`${deployment.url}${path}`, { method, agent, timeout: 30_000 }, (answer) => {
      answer.resume().on('error', (error) => failed(error.message));
      answer.on('end', () => {
        if (answer.statusCode >= 500) return failed(answer.statusCode);
        seen.answered += 1;
        resolve();
      });
    })
      .on('timeout', function stop() {
        this.destroy(new Error('no answer in 30 s'));
      })
      .on('error', (error) => failed(error.message))
      .end();
  });
}

/** Follows the events, and opens the stream again when it ends. */
async function follow(token) {
  while (!over) {
    await new Promise((resolve) => {
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
      const asked = request(`${deployment.url}/v1/events`, { headers, agent: false }, (answer) => {
        if (answer.statusCode === 200) seen.streams += 1;
        else seen.failed.push(`an event stream: ${answer.statusCode}`);
        const look = setInterval(() => over && answer.destroy(), 100);
        answer.resume().on('error', () => {});
        answer.on('close', () => resolve(clearInterval(look)));
      });
      asked.on('error', (error) => resolve(over || seen.failed.push(`an event stream: ${error.message}`))).end();
    });
  }
}

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
