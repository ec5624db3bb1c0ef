/**
 * A crowd that signs in while another browses: more sign-ins than a machine can hash passwords for.
 * Those beyond are asked to come back (503 with Retry-After), the others are served, and browsing
 * does not suffer. Bounded in rate and time. The accounts are those of k6/users.mjs; one signs in 30 times a minute at
 * most from one network, so a run of a minute needs two USERS for each of LOGINS.
 *
 *   k6 run k6/login.js -e BASE_URL=http://127.0.0.1:3000 -e STORE=wistant -e USERS=50 -e LOGINS=30 -e SECONDS=10
 */
import { check } from 'k6';
import http from 'k6/http';
import { Counter } from 'k6/metrics';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const store = __ENV.STORE || 'wistant';
const users = Number(__ENV.USERS || 50);
const password = __ENV.PASSWORD || 'a pass phrase for load tests';
const duration = `${Number(__ENV.SECONDS || 10)}s`;
const crowd = { executor: 'constant-arrival-rate', duration, preAllocatedVUs: 50, maxVUs: 200 };

const signedIn = new Counter('signed_in');
const refused = new Counter('refused');

export const options = {
  scenarios: {
    login: { ...crowd, exec: 'login', rate: Number(__ENV.LOGINS || 30) },
    browse: { ...crowd, exec: 'browse', rate: Number(__ENV.VISITS || 50) },
  },
  thresholds: {
    'http_req_failed{name:list}': ['rate<0.001'],
    signed_in: ['count>10'],
    checks: ['rate>0.99'],
    // CI leaves it out: a machine that does other work meanwhile is slow.
    ...(!__ENV.WITHOUT_TIMES && { 'http_req_duration{name:list}': ['p(95)<200'] }),
  },
};

const json = { headers: { 'Content-Type': 'application/json' } };
const post = (path, body, name) =>
  http.post(`${base}${path}`, JSON.stringify(body), {
    ...json,
    tags: { name },
    responseCallback: http.expectedStatuses(200, 204, 503),
  });

/** One user signs in, reads their profile, refreshes the token, and signs out. */
export function login() {
  const email = `load-${Math.floor(Math.random() * users)}@example.org`;
  const answer = post(`/v1/auth/${store}/login`, { email, password }, 'login');
  if (answer.status === 503) {
    refused.add(1);
    check(answer, { 'has Retry-After': ({ headers }) => Number(headers['Retry-After']) > 0 });
    return;
  }
  if (!check(answer, { 'signs in': ({ status }) => status === 200 })) return;
  signedIn.add(1);
  const first = answer.json();
  const me = http.get(`${base}/v1/me`, {
    headers: { Authorization: `Bearer ${first.accessToken}` },
    tags: { name: 'me' },
  });
  check(me, { 'is known': ({ status }) => status === 200 });
  const next = post(`/v1/auth/${store}/refresh`, { refreshToken: first.refreshToken }, 'refresh');
  if (!check(next, { refreshes: ({ status }) => status === 200 })) return;
  const bye = post(`/v1/auth/${store}/logout`, { refreshToken: next.json().refreshToken }, 'logout');
  check(bye, { leaves: ({ status }) => status === 204 });
}

/** Another visitor browses the store meanwhile. */
export function browse() {
  const answer = http.get(`${base}/v1/stores/${store}/apps?limit=20`, { tags: { name: 'list' } });
  check(answer, { 'is served': ({ status }) => status === 200 });
}
