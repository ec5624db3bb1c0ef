/**
 * Riders at once, of whom each has a connection: history (40 %), profile (30 %), statistics (20 %), and the lists of records and of
 * rides by distance (10 %). Bounded in rate and time. Each has opened each page before, so that it is kept.
 *
 *   npm run load -- --url http://127.0.0.1:3000 steps-3
 */
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { shown, times } from './thresholds.js';
import { headersOf, tokens } from './tokens.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';

/** Of a hundred requests so many, and what for. */
const pages = [
  [40, 'history', 'rides'],
  [30, 'profile', 'profile'],
  [20, 'statistics', 'statistics'],
  [5, 'records', 'records'],
  [5, 'longest', 'rides?sort=-distance'],
];

// The first step of D5; `npm run load` gives those of each: riders, requests a second, p95 in milliseconds, and the share that may fail.
const users = Number(__ENV.USERS || 100);
const rate = Number(__ENV.RATE || 250);
const p95 = Number(__ENV.P95 || 120);
const seconds = Number(__ENV.SECONDS || 30);
// Where CI does other work meanwhile, some may be refused: as many as D7 warns of.
const failed = __ENV.WITHOUT_TIMES ? 0.01 : Number(__ENV.FAILED || 0.0002);

export const options = {
  setupTimeout: '5m',
  scenarios: {
    steps: {
      executor: 'constant-arrival-rate',
      rate,
      duration: `${seconds}s`,
      preAllocatedVUs: users,
      maxVUs: users,
    },
  },
  thresholds: {
    ...shown('steps'),
    'http_req_failed{scenario:steps}': [`rate<=${failed}`], // D5
    checks: [`rate>=${1 - failed}`],
    ...times({
      'http_req_duration{scenario:steps}': [`p(95)<${p95}`], // D5
      dropped_iterations: [`count<=${0.01 * rate * seconds}`], // D5: of its rate 1 % may be missing
    }),
    // They show the times of each kind in the summary.
    ...Object.fromEntries(pages.map(([, name]) => [`http_req_duration{name:${name}}`, ['p(95)>=0']])),
  },
};

/** As phones ask. */
const headersOfRider = (n) => ({ ...headersOf(n), 'Accept-Encoding': 'gzip' });

/** Everybody opens each page twice: what nobody asks for again makes room for others sooner. */
export function setup() {
  for (let n = 0; n < Math.min(users, tokens.length); n += 1) {
    const params = { headers: headersOfRider(n), responseType: 'none' };
    const opened = pages.map(([, , path]) => ({ method: 'GET', url: `${base}/v1/rides/${path}`, params }));
    for (const requests of [opened, opened]) http.batch(requests);
  }
}

/** One request of somebody. */
export default function visit() {
  let left = Math.floor(Math.random() * 100);
  const [, name, path] = pages.find(([share]) => {
    left -= share;
    return left < 0;
  });
  // What an answer holds is read by tests: here it would take the processor time of the product.
  const params = { headers: headersOfRider(exec.vu.idInTest - 1), tags: { name }, responseType: 'none' };
  check(http.get(`${base}/v1/rides/${path}`, params), { 'is read': ({ status }) => status === 200 });
}
