/**
 * Everybody signs in within the same second, which is more than a machine can hash passwords for, while others browse. Those
 * beyond are asked to come back (503 or 429 with Retry-After) and do so until they are in; browsing does not suffer. Each then
 * reads their profile, refreshes, and signs out, and comes back where that is refused. Bounded in number and time.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed storm
 */
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { shown, times } from './thresholds.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const store = __ENV.STORE || 'wistant';
const users = Number(__ENV.USERS || 1000);
const password = __ENV.PASSWORD || 'a pass phrase for load tests';
/** The most seconds that somebody tries to sign in. */
const seconds = Number(__ENV.SECONDS || 120);

const signedIn = new Counter('signed_in');
const refused = new Counter('refused');
/** From the first try of somebody until they are in. */
const waited = new Trend('waited', true);

export const options = {
  scenarios: {
    storm: {
      executor: 'per-vu-iterations',
      exec: 'arrive',
      vus: users,
      iterations: 1,
      maxDuration: `${seconds + 30}s`,
    },
    beside: {
      executor: 'constant-arrival-rate',
      exec: 'browse',
      rate: Number(__ENV.VISITS || 50),
      duration: `${seconds}s`,
      preAllocatedVUs: 50,
      maxVUs: 200,
    },
  },
  thresholds: {
    ...shown('beside'),
    'http_req_failed{scenario:beside}': ['rate==0'], // W7: browsing goes on
    checks: ['rate==1'],
    signed_in: [`count==${users}`],
    ...times({
      'http_req_duration{scenario:beside}': ['p(95)<200'], // J1: the owner of Wistant gave no time
      'dropped_iterations{scenario:beside}': ['count<10'],
    }),
  },
};

const REFUSALS = [429, 503];
const responseCallback = http.expectedStatuses(200, 204, ...REFUSALS);
const post = (path, body, name) =>
  http.post(`${base}${path}`, JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json' },
    tags: { name },
    responseCallback,
  });

/** One user signs in, reads their profile, refreshes, and signs out; whatever is refused, they come back for. */
export function arrive() {
  const startedAt = Date.now();
  const until = startedAt + seconds * 1000;
  // All within a second.
  sleep(Math.random());
  const email = `load-${exec.scenario.iterationInTest}@example.org`;
  const answer = admitted(() => post(`/v1/auth/${store}/login`, { email, password }, 'login'), until);
  if (!check(answer, { 'signs in': ({ status }) => status === 200 })) return;
  signedIn.add(1);
  waited.add(Date.now() - startedAt);
  const { accessToken, refreshToken } = answer.json();
  const params = { headers: { Authorization: `Bearer ${accessToken}` }, tags: { name: 'me' }, responseCallback };
  const me = admitted(() => http.get(`${base}/v1/me`, params), until);
  check(me, { 'is known': ({ status }) => status === 200 });
  const next = admitted(() => post(`/v1/auth/${store}/refresh`, { refreshToken }, 'refresh'), until);
  if (!check(next, { refreshes: ({ status }) => status === 200 })) return;
  const last = next.json().refreshToken;
  const bye = admitted(() => post(`/v1/auth/${store}/logout`, { refreshToken: last }, 'logout'), until);
  check(bye, { leaves: ({ status }) => status === 204 });
}

/** Sends a request until it is admitted; the last refusal where the time is over. @param until milliseconds since 1970 */
function admitted(send, until) {
  for (;;) {
    const answer = send();
    if (!REFUSALS.includes(answer.status)) return answer;
    refused.add(1);
    const wait = Number(answer.headers['Retry-After']);
    if (!check(wait, { 'has Retry-After': () => wait > 0 }) || Date.now() + wait * 1000 > until) return answer;
    // Nobody comes back before the time, and not all in the same moment.
    sleep(wait * (1 + Math.random() / 2));
  }
}

/** Another visitor browses the store meanwhile. */
export function browse() {
  const answer = http.get(`${base}/v1/stores/${store}/apps?limit=20`, { tags: { name: 'list' }, responseType: 'none' });
  check(answer, { 'is served': ({ status }) => status === 200 });
}
