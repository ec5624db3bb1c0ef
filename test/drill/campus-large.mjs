// A tenant with 100,000 students, 5,000 professors, 20 universities, 400 programmes, 60,000 chapters, 600,000 comments, 5 million
// notifications and 300,000 passages, beside five others: how long searches, lists, pages and the dashboard take, and what the cache
// of the structure saves. Fails where an answer is not true; times that miss their aim are told.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Tenants } from '../../dist/libs/tenants/index.js';
import { openAccounts } from './campus/accounts.mjs';
import { factsOf } from './campus/facts.mjs';
import { farPage } from './campus/far-page.mjs';
import { measure } from './campus/measure.mjs';
import { seedMessages } from './campus/messages.mjs';
import { seedPassages } from './campus/passages.mjs';
import { questionsOf } from './campus/questions.mjs';
import { seed } from './campus/seed.mjs';
import { structureLoad } from './campus/structure-load.mjs';
import { openDeployment } from './deployment/deployment.mjs';

const { values } = parseArgs({
  options: { students: { type: 'string', default: '100000' }, processes: { type: 'string', default: '2' } },
});
const [students, processes] = [Number(values.students), Number(values.processes)];
const large = { students, professors: students / 20, chapters: students * 0.6, programmes: 400 };
const small = { students: students / 50, professors: students / 1000, chapters: students / 100, programmes: 40 };
/** Of the 95th percentile, milliseconds. */
const AIMS = {
  searches: 40,
  'first pages of students': 5,
  chapters: 10,
  notifications: 10,
  comments: 10,
  dashboard: 150,
};
/** With the total and the number of the page, as a table with buttons asks, and by cursor. */
const PAGINGS = { 'by page': 'page=1&pageSize=25', 'by cursor': 'limit=25' };
const COMPUTED = { 'computed each time': '' };
const computed = new Set(['dashboard', 'plans with counts']);
const [RATE, SECONDS] = [20, 15];
const startedAt = Date.now();
const DEADLINE = startedAt + 20 * 60_000;
const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);

function inTime() {
  if (Date.now() > DEADLINE) throw new Error('The drill took too long.');
}

const deployment = await openDeployment({});
const clients = [0, 1].map(() => new pg.Client({ connectionString: deployment.urls.admin }));
let held = true;
try {
  await Promise.all(clients.map((client) => client.connect()));
  const [client] = clients;
  const tenants = [];
  for (let number = 0; number < 6; number += 1) {
    const slug = `operator-${number}`;
    const of = { slug, name: slug, product: 'etude-line', plan: 'enterprise' };
    tenants.push({ ...(await deployment.get(Tenants).create(of)), number });
    await seed(clients, tenants[number], number === 0 ? large : small, inTime);
    console.log(`Students, professors and chapters of tenant ${number} are there after ${seconds()} s.`);
  }
  const [tenant] = tenants;
  const signIn = await openAccounts(deployment, client, tenant);
  await seedMessages(clients, tenant, large, inTime);
  await seedPassages(clients, tenant, inTime);
  console.log(`Comments, notifications and passages are there after ${seconds()} s.`);
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  const facts = await factsOf(client, tenant);
  const { rows } = await client.query(`select pg_size_pretty(sum(pg_total_relation_size(c.oid))) as size
    from pg_class c where relnamespace = 'campus'::regnamespace and relkind = 'r'`);
  console.log(`${students} students after ${seconds()} s; the tables take ${rows[0].size}.`);
  // It knows the tenants of its start.
  await deployment.killApi();
  await deployment.startApi();
  const url = `${deployment.url}/v1/campus`;
  for (const [group, kinds] of Object.entries(questionsOf(facts))) {
    for (const [way, paging] of Object.entries(computed.has(group) ? COMPUTED : PAGINGS)) {
      inTime();
      const asking = { url, tokens: await signIn(), kinds, paging, aim: AIMS[group], rate: RATE, seconds: SECONDS };
      console.log(`${group}, ${way}, one after another:`);
      held = (await measure({ ...asking, name: `${group}, ${way}` })) && held;
    }
  }
  inTime();
  held = (await farPage({ url, tokens: await signIn(), students, inTime })) && held;
  inTime();
  held = (await structureLoad({ deployment, client, tenant, admin: (await signIn()).admin, processes })) && held;
} finally {
  await Promise.allSettled(clients.map((client) => client.end()));
  await deployment.close();
}
console.log(`${held ? 'Every answer was true' : 'Not every answer was true: see above'}; ${seconds()} s.`);
process.exitCode = held ? 0 : 1;
