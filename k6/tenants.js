/**
 * Teams at once, of which every second one has a reader with a connection and the mix of feeds.js. Bounded in rate and time.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed tenants-3
 */
import exec from 'k6/execution';
import { request } from './feeds.js';
import { shown, times } from './thresholds.js';

/** The first three steps of V2 and V3: readers at once, and requests a second. */
const steps = [
  { users: 50, rate: 100 },
  { users: 200, rate: 500 },
  { users: 1000, rate: 2000 },
];
const step = steps[Number(__ENV.STEP || 1) - 1];
const users = Number(__ENV.USERS || step.users);
const rate = Number(__ENV.RATE || step.rate);
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
