/**
 * Dashboards that are open at once: each asks for its twelve panels again and again. Bounded in number and time. They are of
 * somebody with the role `editor` or a higher one.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed dashboards
 */
import { check, sleep } from 'k6';
import http from 'k6/http';
import { shown, times } from './thresholds.js';
import { headersOf } from './tokens.js';

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
    ...shown('dashboards'),
    http_req_failed: ['rate<0.01'], // D7's warning
    checks: ['rate>0.99'],
    ...times({ http_req_duration: ['p(95)<500'] }), // J4's warning: nobody gave a time for twelve panels
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

/** One dashboard, which asks once and waits. */
export default function ask() {
  // They were not opened in the same moment.
  if (__ITER === 0) sleep(Math.random() * every);
  const answer = http.post(`${base}/v1/analytics/query`, JSON.stringify({ questions }), { headers: headersOf(0) });
  check(answer, {
    'is 200': ({ status }) => status === 200,
    'every panel is answered': ({ status, body }) =>
      status === 200 && JSON.parse(body).data.every((panel) => panel.status === 200),
  });
  sleep(every);
}
