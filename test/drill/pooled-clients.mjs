// Through a PgBouncer that has 20 connections to PostgreSQL, 2,000 clients at once run 20 transactions each, and then 2,000 visitors,
// each on a connection of its own, ask two APIs for pages that are not in the cache: none fails.
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openDeployment } from './deployment/deployment.mjs';
import { percentile } from './load.mjs';

const [CLIENTS, TRANSACTIONS_EACH, VISITS_EACH, PAUSE_MS, MOST_TO_POSTGRES] = [2000, 20, 3, 20_000, 20];
const patience = { DATABASE_CONNECT_TIMEOUT_MS: '60000', STATEMENT_TIMEOUT_MS: '60000' };

const deployment = await openDeployment({ pooled: 10_000 }, { apis: 2, pooler: true, env: patience });
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS, maxFreeSockets: CLIENTS });
let held = false;
try {
  const [lost, most] = await watched(transactAll);
  console.log(
    `${CLIENTS} clients: ${CLIENTS * TRANSACTIONS_EACH} transactions, ${lost.length} failed; at most ${most.pooler} connections to PgBouncer, ${most.server} from it to PostgreSQL`,
  );
  for (const why of new Set(lost)) console.log(`failed: ${why}`);
  const [visits, { pooler, server }] = await watched(visitAll);
  const failed = visits.filter(({ status }) => status !== 200);
  console.log(
    `${CLIENTS} visitors: ${visits.length} answers, ${failed.length} failed, p50 ${percentile(visits, 0.5).toFixed(0)} ms, p99 ${percentile(visits, 0.99).toFixed(0)} ms; at most ${pooler} connections to PgBouncer, ${server} from it to PostgreSQL`,
  );
  for (const why of new Set(failed.map(({ status, text }) => `${status} ${text.slice(0, 120)}`).slice(0, 1000)))
    console.log(`failed: ${why}`);
  held = lost.length + failed.length === 0 && Math.max(server, most.server) <= MOST_TO_POSTGRES;
} finally {
  agent.destroy();
  await deployment.close();
}
process.exit(held ? 0 : 1);

/** Each client connects, waits until all have, and begins its transactions. @returns why those failed that did */
async function transactAll() {
  const failed = [];
  const clients = Array.from({ length: CLIENTS }, () => new pg.Client(deployment.pooler.url));
  await Promise.all(clients.map((client) => client.connect()));
  const transact = async (client) => {
    for (let n = 0; n < TRANSACTIONS_EACH; n += 1)
      for (const text of ['begin', 'select 1', 'commit'])
        await client.query(text).catch((error) => failed.push(error.message));
  };
  await Promise.all(clients.map(transact));
  await Promise.all(clients.map((client) => client.end()));
  return failed;
}

/** Each visitor looks at a page for some seconds, and then at another, which nobody has asked for. */
async function visitAll() {
  const answers = [];
  const visitor = async (n) => {
    for (let i = 0; i < VISITS_EACH; i += 1) {
      await pause(Math.random() * PAUSE_MS);
      const number = n * VISITS_EACH + i;
      const query = `page=${1 + Math.floor(number / 50)}&pageSize=${1 + (number % 50)}&sort=name`;
      answers.push(await timed(() => ask(`${deployment.apis[n % 2].url}/v1/stores/pooled/apps?${query}`)));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, n) => visitor(n)));
  return answers;
}

async function timed(work) {
  const at = performance.now();
  const answer = await work().catch((error) => ({ status: 0, text: error.message }));
  return { ...answer, ms: performance.now() - at };
}

function ask(url) {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    }).on('error', reject);
  });
}

/** Resolves with what the work does, and the most connections to the pooler, and from it, at any tenth of a second. */
async function watched(work) {
  const seen = { pooler: 0, server: 0 };
  const admin = new pg.Client(Object.assign(new URL(deployment.pooler.url), { pathname: '/pgbouncer' }).href);
  await admin.connect();
  let over = false;
  const watching = (async () => {
    for (; !over; await pause(100)) {
      const { rows } = await admin.query('show pools');
      const sum = (...columns) =>
        rows
          .filter(({ database }) => database === 'palier')
          .flatMap((row) => columns.map((name) => Number(row[name])))
          .reduce((a, b) => a + b, 0);
      seen.pooler = Math.max(seen.pooler, sum('cl_active', 'cl_waiting'));
      seen.server = Math.max(seen.server, sum('sv_active', 'sv_idle', 'sv_used', 'sv_login'));
    }
  })();
  const result = await work().finally(() => {
    over = true;
  });
  await watching;
  await admin.end();
  return [result, seen];
}
