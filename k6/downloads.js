/**
 * Many visitors download from a store: each asks for a link to an app, waits where its ZIP is made, and reads the file in two
 * parts, as a download that was cut off goes on. Bounded in rate and time.
 *
 *   k6 run k6/downloads.js -e BASE_URL=http://127.0.0.1:3000 -e STORE=wistant -e VISITS=40 -e SECONDS=10
 */
import { check, sleep } from 'k6';
import http from 'k6/http';
import { shown, times } from './thresholds.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const store = `${base}/v1/stores/${__ENV.STORE || 'wistant'}`;
/** How often a visitor reads the operation that makes a ZIP, a second apart. */
const PATIENCE = 30;

// Refusals count as failed; 206 is what a range is answered with.
http.setResponseCallback(http.expectedStatuses(200, 202, 206));

export const options = {
  scenarios: {
    downloads: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.VISITS || 40), // downloads per second, three requests each
      duration: `${Number(__ENV.SECONDS || 10)}s`,
      preAllocatedVUs: 50,
      maxVUs: 300,
    },
  },
  thresholds: {
    ...shown('downloads'),
    http_req_failed: ['rate<0.01'], // D7's warning: the owner of Wistant gave no share
    checks: ['rate>0.99'],
    ...times({
      'http_req_duration{name:link}': ['p(95)<200'], // J1: the owner of Wistant gave no time
      'http_req_duration{name:part}': ['p(95)<500'], // J4's warning, since it carries a file
      dropped_iterations: ['count<10'],
    }),
  },
};

/** The apps that visitors choose from: those whose files are kept, with a ZIP that is made already. */
export function readyApps() {
  const { data } = http.get(`${store}/apps?limit=20`).json();
  const apps = data.map(({ slug }) => slug).filter((slug) => http.get(`${store}/apps/${slug}`).json().downloadable);
  if (apps.length === 0)
    throw new Error('No app of the store can be downloaded: add --seed, or publish one with files.');
  for (const app of apps) linkTo(app);
  return apps;
}

export const setup = readyApps;

/** One download. */
export default function visit(apps) {
  const link = linkTo(apps[Math.floor(Math.random() * apps.length)]);
  if (!check(link, { 'a link': (found) => found !== undefined })) return;
  // Links have the public URL, which is not that of the server under test where it stands behind a proxy.
  const url = base + link.url.replace(/^https?:\/\/[^/]+/, '');
  const half = Math.floor(link.bytes / 2);
  const parts = [`bytes=0-${half - 1}`, `bytes=${half}-`].map((range) => part(url, range));
  const length = parts.reduce((sum, { body }) => sum + (body ? body.byteLength : 0), 0);
  check(parts, { 'all bytes': () => length === link.bytes });
}

/** A link to the ZIP of an app, made where there is none; undefined where there is none in time. */
export function linkTo(app) {
  for (let asked = 0; asked < PATIENCE; asked += 1) {
    const answer = http.post(`${store}/apps/${app}/downloads`, null, { tags: { name: 'link' } });
    if (answer.status === 200) return answer.json();
    if (answer.status !== 202) return undefined;
    sleep(1);
  }
  return undefined;
}

function part(url, range) {
  return http.get(url, { headers: { Range: range }, responseType: 'binary', tags: { name: 'part' } });
}
