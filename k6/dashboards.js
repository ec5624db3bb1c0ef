/**
 * Dashboards that are open at once: each asks for its twelve panels again and again. Bounded in number and time. EMAIL is
 * somebody with the role `editor` or a higher one.
 *
 *   k6 run k6/dashboards.js -e BASE_URL=http://127.0.0.1:3000 -e TENANT=wistant -e EMAIL=… -e PASSWORD=… -e DASHBOARDS=200 -e EVERY=5 -e SECONDS=30
 */
import { check, sleep } from 'k6';
import http from 'k6/http';
import { signIn } from './sign-in.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const every = Number(__ENV.EVERY || 5); // seconds

export const options = {
  scenarios: {
    dashboards: {
      executor: 'constant-vus',
      vus: Number(__ENV.DASHBOARDS || 200),
      duration: `${Number(__ENV.SECONDS || 30)}s`,
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.01'],
    checks: ['rate>0.99'],
    // CI leaves it out: a machine that does other work meanwhile is slow.
    ...(!__ENV.WITHOUT_TIMES && { http_req_duration: ['p(95)<300'] }),
  },
};

const names = ['load.kind-0', 'load.kind-1', 'load.kind-2', 'load.kind-3', undefined];
const questions = [
  ...names.map((name) => ({ kind: 'series', unit: 'day', name })),
  ...['minute', 'hour', 'week'].map((unit) => ({ kind: 'series', unit, ...(unit === 'hour' && { from: daysAgo(6) }) })),
  ...['name', 'client', 'country'].map((by) => ({ kind: 'breakdown', by })),
  { kind: 'breakdown', by: 'client', name: names[0] },
];

function daysAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

export function setup() {
  return signIn(base, __ENV.TENANT || 'wistant', __ENV.EMAIL, __ENV.PASSWORD);
}

/** One dashboard, which asks once and waits. */
export default function ask(token) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  // They were not opened in the same moment.
  if (__ITER === 0) sleep(Math.random() * every);
  const answer = http.post(`${base}/v1/analytics/query`, JSON.stringify({ questions }), { headers });
  check(answer, {
    'is 200': ({ status }) => status === 200,
    'every panel is answered': ({ status, body }) =>
      status === 200 && JSON.parse(body).data.every((panel) => panel.status === 200),
  });
  sleep(every);
}
