/**
 * Riders who open their dashboard: history (40 %), profile (30 %), statistics (20 %) and recommendations (10 %). Bounded in rate and
 * time. The accounts are those of k6/users.mjs in a tenant of the product velo; each signs in once, and who has no ride writes some.
 *
 *   k6 run k6/rides.js -e BASE_URL=http://127.0.0.1:3000 -e TENANT=velo -e STEP=1 -e SECONDS=30
 */
import { check } from 'k6';
import http from 'k6/http';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const tenant = __ENV.TENANT || 'velo';
const password = __ENV.PASSWORD || 'a pass phrase for load tests';

/** Of a hundred requests so many, and what for. */
const pages = [
  [40, 'history', 'rides'],
  [30, 'profile', 'profile'],
  [20, 'statistics', 'statistics'],
  [10, 'recommendations', 'recommendations?temperature=18.5'],
];

/** The steps of promise D5: riders, requests a second, p95 in milliseconds, and the share that may fail. */
const steps = [
  { users: 100, rate: 250, p95: 120, failed: 0.0002 },
  { users: 500, rate: 1200, p95: 180, failed: 0.0005 },
  { users: 1000, rate: 2300, p95: 220, failed: 0.0008 },
  { users: 1500, rate: 3400, p95: 350, failed: 0.0012 },
];
const step = steps[Number(__ENV.STEP || 1) - 1];
const users = Number(__ENV.USERS || step.users);
const rate = Number(__ENV.RATE || step.rate);
const seconds = Number(__ENV.SECONDS || 30);
// On a machine that does other work meanwhile, recommendations may be refused: a tenth of all.
const failed = __ENV.WITHOUT_TIMES ? 0.15 : step.failed;

export const options = {
  // Hashing passwords is slow on purpose.
  setupTimeout: '5m',
  scenarios: {
    ride: {
      executor: 'constant-arrival-rate',
      rate,
      duration: `${seconds}s`,
      preAllocatedVUs: 50,
      maxVUs: 400,
    },
  },
  thresholds: {
    'http_req_failed{scenario:ride}': [`rate<=${failed}`],
    checks: [`rate>=${1 - failed}`],
    // CI leaves these out: a machine that does other work meanwhile is slow.
    ...(!__ENV.WITHOUT_TIMES && {
      'http_req_duration{scenario:ride}': [`p(95)<${step.p95}`],
      dropped_iterations: [`count<${0.05 * rate * seconds}`],
    }),
    // Thresholds show the times of each kind in the summary.
    ...Object.fromEntries(pages.map(([, name]) => [`http_req_duration{name:${name}}`, ['p(95)>=0']])),
  },
};

const DAY_MS = 86_400_000;
/** As phones ask. */
const json = { 'Content-Type': 'application/json', 'Accept-Encoding': 'gzip' };
const authorized = (token) => ({ ...json, Authorization: `Bearer ${token}` });

/** Signs everybody in, a few at a time; who has no ride writes some, and everybody opens each page, so that it is kept. */
export function setup() {
  const tokens = [];
  for (let from = 0; from < users; from += 5) {
    const some = Array.from({ length: Math.min(5, users - from) }, (_, i) => {
      const body = JSON.stringify({ email: `load-${from + i}@example.org`, password });
      return { method: 'POST', url: `${base}/v1/auth/${tenant}/login`, body, params: { headers: json } };
    });
    for (const answer of http.batch(some)) {
      if (answer.status !== 200) throw new Error(`Somebody cannot sign in: ${answer.status} ${answer.body}`);
      tokens.push(answer.json().accessToken);
    }
  }
  for (const token of tokens) {
    const params = { headers: authorized(token) };
    writeRides(params);
    const opened = pages.map(([, , path]) => ({ method: 'GET', url: `${base}/v1/rides/${path}`, params }));
    // What nobody asks for again makes room for others sooner.
    for (const requests of [opened, opened]) http.batch(requests);
  }
  return tokens;
}

function writeRides(params) {
  const url = `${base}/v1/rides/rides`;
  if (http.get(`${url}?limit=1`, params).json().data.length > 0) return;
  for (let ago = 1; ago <= 5; ago += 1) {
    const beganAt = new Date(Date.now() - ago * DAY_MS).toISOString();
    const answer = http.post(url, JSON.stringify({ beganAt, elapsedTime: 3600, distance: 20_000 + ago }), params);
    if (answer.status !== 201) throw new Error(`A ride cannot be written: ${answer.status} ${answer.body}`);
  }
}

/** One request of somebody. */
export default function visit(tokens) {
  const headers = authorized(tokens[Math.floor(Math.random() * tokens.length)]);
  let left = Math.floor(Math.random() * 100);
  const [, name, path] = pages.find(([share]) => {
    left -= share;
    return left < 0;
  });
  // What an answer holds is read by tests: here it would take the processor time of the product.
  const answer = http.get(`${base}/v1/rides/${path}`, { headers, tags: { name }, responseType: 'none' });
  check(answer, { 'is read': ({ status }) => status === 200 });
}
