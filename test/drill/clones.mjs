// `--apis` (12) API processes behind nginx: each serves users of the others, and refuses a session that another one has
// ended: 99 % of them within 50 ms.
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { openDeployment } from './deployment/deployment.mjs';
import { makePeople } from './deployment/people.mjs';

const { values } = parseArgs({ options: { apis: { type: 'string', default: '12' } } });
const [SLUG, SESSIONS, MOST_MS] = ['clones', 60, 50];

const env = { DATABASE_POOL_SIZE: '3' };
const options = { apis: Number(values.apis), redis: 'single', pooler: true, nginx: true, env };
const deployment = await openDeployment({ [SLUG]: 20 }, options);
const agent = new Agent({ keepAlive: true });
let held = false;
try {
  const tenant = { id: deployment.ids[SLUG], slug: SLUG };
  const people = await makePeople(deployment.get, tenant, deployment.apis.length);
  const urls = deployment.apis.map(({ url }) => url);
  const wrong = [];
  for (const { beginSession } of people) {
    const { token } = await beginSession();
    for (const url of [...urls, deployment.url]) {
      const status = await ask('GET', `${url}/v1/me`, token);
      if (status !== 200) wrong.push(`${url} answered ${status}`);
    }
  }
  const lags = [];
  for (let n = 0; n < SESSIONS; n += 1) {
    const person = people[n % people.length];
    const [ending, keeping] = [await person.beginSession(), await person.beginSession()];
    const others = urls.filter((_url, i) => i !== n % urls.length);
    for (const url of others) await ask('GET', `${url}/v1/me`, ending.token);
    const status = await ask('DELETE', `${urls[n % urls.length]}/v1/me/sessions/${ending.id}`, keeping.token);
    const acknowledged = performance.now();
    if (status !== 204) throw new Error(`The session did not end: ${status}`);
    await Promise.all(
      others.map(async (url) => {
        for (const deadline = acknowledged + 10_000; (await ask('GET', `${url}/v1/me`, ending.token)) !== 401; )
          if (performance.now() > deadline) throw new Error(`${url} did not refuse the session within 10 s.`);
        lags.push(performance.now() - acknowledged);
      }),
    );
  }
  lags.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => lags[Math.ceil(lags.length * share) - 1]);
  console.log(
    `${urls.length} API processes: ${wrong.length} of ${people.length * (urls.length + 1)} requests of users of others failed; of ${lags.length} refusals of sessions that another process ended, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms after the answer`,
  );
  for (const fault of wrong.slice(0, 5)) console.log(fault);
  held = wrong.length === 0 && p99 < MOST_MS;
} finally {
  agent.destroy();
  await deployment.close();
}
process.exit(held ? 0 : 1);

function ask(method, url, token) {
  return new Promise((resolve, reject) => {
    request(url, { method, agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    })
      .on('error', reject)
      .end();
  });
}
