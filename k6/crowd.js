/**
 * A crowd in a store, each with a connection that stays: they read the list, look at an app, and download its ZIP, with some time
 * between one page and the next. Bounded in number and time.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed --rate 0.1 crowd
 */
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { linkTo, readyApps } from './downloads.js';
import { shown, times } from './thresholds.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const store = `${base}/v1/stores/${__ENV.STORE || 'wistant'}`;
const visitors = Number(__ENV.VISITORS || 30_000);
const every = Number(__ENV.EVERY || 30); // seconds between two pages of a visitor

http.setResponseCallback(http.expectedStatuses(200, 202));

export const options = {
  // Not all are there in the first second: k6 needs its time for so many.
  scenarios: {
    crowd: {
      executor: 'constant-vus',
      vus: visitors, // W1
      duration: `${Number(__ENV.SECONDS || 60)}s`,
      gracefulStop: '10s',
    },
  },
  thresholds: {
    ...shown('crowd'),
    'http_req_failed{scenario:crowd}': ['rate<0.01'], // D7's warning: the owner of Wistant gave no share
    checks: ['rate>0.99'],
    ...times({ 'http_req_duration{scenario:crowd}': ['p(95)<200'] }), // J1: the owner of Wistant gave no time
  },
};

export const setup = readyApps;

/** One page of a visitor, who then looks at it: the next one is of the same visit. */
export default function visit(apps) {
  const { iterationInScenario: n } = exec.vu;
  // They did not come in the same moment.
  if (n === 0) sleep(Math.random() * every);
  const app = apps[(exec.vu.idInTest + Math.floor(n / 3)) % apps.length];
  [list, detail, download][n % 3](app);
  sleep(every);
}

function list() {
  const answer = http.get(`${store}/apps?limit=20`, { tags: { name: 'list' }, responseType: 'none' });
  check(answer, { 'is listed': ({ status }) => status === 200 });
}

function detail(app) {
  const answer = http.get(`${store}/apps/${app}`, { tags: { name: 'detail' }, responseType: 'none' });
  check(answer, { 'is shown': ({ status }) => status === 200 });
}

function download(app) {
  const link = linkTo(app);
  if (!check(link, { 'a link': (found) => found !== undefined })) return;
  const url = base + link.url.replace(/^https?:\/\/[^/]+/, '');
  const file = http.get(url, { tags: { name: 'file' }, responseType: 'none' });
  check(file, { 'is downloaded': ({ status }) => status === 200 });
}
