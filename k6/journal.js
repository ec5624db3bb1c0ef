/**
 * The mix of the Journeys app: people write entries (40 %), look at their progress (30 %) and their profile (20 %), and at what
 * they bought (10 %). Bounded in rate and time. The accounts are those of k6/users.mjs; each signs in once.
 *
 *   k6 run k6/journal.js -e BASE_URL=http://127.0.0.1:3000 -e TENANT=journeys -e USERS=50 -e RATE=120 -e SECONDS=10
 */
import { check } from 'k6';
import http from 'k6/http';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const tenant = __ENV.TENANT || 'journeys';
const users = Number(__ENV.USERS || 50);
const password = __ENV.PASSWORD || 'a pass phrase for load tests';

export const options = {
  scenarios: {
    journal: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE || 120),
      duration: `${Number(__ENV.SECONDS || 10)}s`,
      preAllocatedVUs: 50,
      maxVUs: 400,
    },
  },
  thresholds: {
    'http_req_failed{scenario:journal}': ['rate<0.02'],
    'http_req_duration{scenario:journal}': ['p(95)<200'],
    'http_reqs{scenario:journal}': ['rate>100'],
    checks: ['rate>0.98'],
  },
};

/** Signs everybody in, a few at a time: hashing passwords is slow on purpose. */
export function setup() {
  return Array.from({ length: users }, (_, i) => {
    const body = JSON.stringify({ email: `load-${i}@example.org`, password });
    const headers = { 'Content-Type': 'application/json' };
    const answer = http.post(`${base}/v1/auth/${tenant}/login`, body, { headers });
    if (answer.status !== 200) throw new Error(`Somebody cannot sign in: ${answer.status} ${answer.body}`);
    return answer.json().accessToken;
  });
}

const today = new Date().toISOString().slice(0, 10);

/** One request of somebody. */
export default function visit(tokens) {
  const token = tokens[Math.floor(Math.random() * tokens.length)];
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const at = (path) => `${base}/v1/journal/${path}`;
  const kind = Math.random();
  if (kind < 0.4) {
    const entry = { day: today, mood: 1 + Math.floor(Math.random() * 10), scores: { craving: 3 }, tags: ['work'] };
    const body = JSON.stringify({ ...entry, reflection: 'A calm day, and a walk in the evening. '.repeat(10) });
    const answer = http.post(at('entries'), body, { headers, tags: { name: 'entry' } });
    check(answer, { 'is written': ({ status }) => status === 201 });
    return;
  }
  const path = kind < 0.7 ? 'progress' : kind < 0.9 ? 'profile' : 'purchases';
  const answer = http.get(at(path), { headers, tags: { name: path } });
  check(answer, { 'is read': ({ status }) => status === 200 });
}
