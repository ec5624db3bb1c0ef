/**
 * People who work with a campus, each with a page after another: students, searches, chapters, notifications, the dashboard and the
 * structure; and beside them many who open their notifications within a minute, as after an announcement. Bounded in number and
 * time. They have the role `admin`, and see all of the tenant.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed campus
 */
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { shown, times } from './thresholds.js';
import { headersOf } from './tokens.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const users = Number(__ENV.USERS || 200);
const every = Number(__ENV.EVERY || 5); // seconds
const seconds = Number(__ENV.SECONDS || 60);
const openings = Number(__ENV.OPENINGS || 5000); // a minute
const duration = `${seconds}s`;

export const options = {
  scenarios: {
    work: { executor: 'constant-vus', exec: 'work', vus: users, duration },
    open: {
      executor: 'constant-arrival-rate',
      exec: 'open',
      rate: openings,
      timeUnit: '60s',
      duration,
      preAllocatedVUs: 50,
      maxVUs: 400,
    },
  },
  thresholds: {
    ...shown('work'),
    ...shown('open'),
    // D7's warning: the owner of the campus gave no share.
    'http_req_failed{scenario:work}': ['rate<0.01'],
    'http_req_failed{scenario:open}': ['rate<0.01'],
    checks: ['rate>0.99'],
    // E3
    ...times({
      'http_req_duration{name:dashboard}': ['p(95)<2000'],
      'http_req_duration{name:chapters}': ['p(95)<200'],
      'http_req_duration{name:search}': ['p(95)<100'],
      'http_req_duration{name:notifications}': ['p(95)<50'],
      'dropped_iterations{scenario:open}': ['count<10'],
    }),
  },
};

const searches = ['martin', 'dupon', 'chloe mar', '2210', 'lea'];
/** The share of each page, of all that are opened. */
const pages = [
  [0.3, 'students', () => 'students?page=1&pageSize=25'],
  [0.2, 'search', () => `students?search=${encodeURIComponent(searches[exec.scenario.iterationInTest % 5])}&limit=25`],
  [0.15, 'chapters', () => 'chapters?limit=25'],
  [0.15, 'notifications', () => 'notifications?limit=25'],
  [0.1, 'dashboard', () => 'dashboard'],
  [0.1, 'structure', () => 'structure'],
];

function read(person, name, path) {
  const answer = http.get(`${base}/v1/campus/${path}`, { headers: headersOf(person), tags: { name } });
  check(answer, { 'is 200': ({ status }) => status === 200 });
}

/** One page of somebody, who looks at it. */
export function work() {
  // They did not begin in the same moment.
  if (exec.vu.iterationInScenario === 0) sleep(Math.random() * every);
  let left = Math.random();
  const [, name, path] =
    pages.find(([share]) => {
      left -= share;
      return left < 0;
    }) || pages[0];
  read(exec.vu.idInTest, name, path());
  sleep(every);
}

/** Somebody opens their notifications: of all users, one after the other. */
export function open() {
  read(exec.scenario.iterationInTest, 'notifications', 'notifications?limit=25');
}
