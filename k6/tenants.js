/**
 * Teams at once, of which some have a reader with a connection and the mix of feeds.js. Bounded in rate and time.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed tenants-3
 */
import exec from 'k6/execution';
import { request } from './feeds.js';
import { shown, times } from './thresholds.js';

// The first step of V2 and V3; `npm run load` gives those of each: readers at once, and requests a second.
const users = Number(__ENV.USERS || 50);
const rate = Number(__ENV.RATE || 100);
const seconds = Number(__ENV.SECONDS || 30);

export const options = {
  scenarios: {
    tenants: {
      executor: 'constant-arrival-rate',
      rate,
      duration: `${seconds}s`,
      preAllocatedVUs: users,
      maxVUs: users,
    },
  },
  thresholds: {
    ...shown('tenants'),
    'http_req_failed{scenario:tenants}': ['rate<0.01'], // D7's warning: the owner of Veille gave no share
    checks: ['rate>0.99'],
    ...times({
      'http_req_duration{scenario:tenants}': ['p(95)<200'], // J1: the owner of Veille gave no time
      dropped_iterations: [`count<=${0.01 * rate * seconds}`], // V3: of its rate 1 % may be missing
    }),
  },
};

/** One request of the reader whose connection it is. */
export default function visit() {
  request(exec.vu.idInTest - 1);
}
