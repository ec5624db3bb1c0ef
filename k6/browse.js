/**
 * Many visitors browse a store: lists, cursors, page numbers, details, tags, searches, suggestions while they type, and
 * repeated requests with an ETag. Bounded in rate and time.
 *
 *   k6 run k6/browse.js -e BASE_URL=http://127.0.0.1:3000 -e STORE=wistant -e VISITS=40 -e SECONDS=10
 */
import { check, group } from 'k6';
import http from 'k6/http';
import { shown, times } from './thresholds.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const store = `${base}/v1/stores/${__ENV.STORE || 'wistant'}`;

const visits = Number(__ENV.VISITS || 40); // a second, thirteen requests each

export const options = {
  scenarios: {
    browse: {
      executor: 'constant-arrival-rate',
      rate: visits,
      duration: `${Number(__ENV.SECONDS || 10)}s`,
      preAllocatedVUs: 50,
      maxVUs: 200,
    },
  },
  thresholds: {
    ...shown('browse'),
    http_req_failed: ['rate<0.01'], // D7's warning: the owner of Wistant gave no share
    checks: ['rate>0.99'],
    // J1: the owner of Wistant gave no time.
    ...times({
      http_req_duration: ['p(95)<200'],
      http_reqs: [`rate>${Math.min(100, 11 * visits)}`],
      dropped_iterations: ['count<10'],
    }),
  },
};

const words = ['nest', 'stream', 'typescript', 'logger', 'sql', 'http', 'queue', 'cache', 'parser', 'promise'];

/** One visit, from the front page of the store to an app and back. */
export default function visit() {
  group('list', () => {
    const first = get('/apps?limit=20', 'list');
    const { data, page } = first.json();
    again('/apps?limit=20', first, 'list again');
    if (page.next) get(`/apps?limit=20&cursor=${encodeURIComponent(page.next)}`, 'list after a cursor');
    const app = data[Math.floor(Math.random() * data.length)];
    get(`/apps/${app.slug}`, 'detail');
  });
  group('dashboard', () => {
    const tags = get('/tags', 'tags').json().data;
    const tag = tags[Math.floor(Math.random() * Math.min(tags.length, 10))];
    get(`/apps?page=1&pageSize=20&tag=${encodeURIComponent(tag.tag)}`, 'list of a tag by page');
    get('/apps?limit=20&sort=-createdAt', 'newest');
    get('/apps?limit=20&sort=-downloads', 'most downloaded');
  });
  group('search', () => {
    const word = words[Math.floor(Math.random() * words.length)];
    for (const length of [2, 3]) get(`/suggestions?prefix=${word.slice(0, length)}`, 'suggestions');
    const found = get(`/apps?search=${word}`, 'search').json();
    if (found.page.next) get(`/apps?search=${word}&cursor=${encodeURIComponent(found.page.next)}`, 'search, further');
    get(`/facets?search=${word}`, 'facets');
  });
}

function get(path, name) {
  const answer = http.get(`${store}${path}`, { tags: { name } });
  check(answer, { 'is 200': ({ status }) => status === 200 });
  return answer;
}

function again(path, first, name) {
  const headers = { 'If-None-Match': first.headers.Etag };
  const answer = http.get(`${store}${path}`, { headers, tags: { name } });
  check(answer, { 'is 304': ({ status }) => status === 304 });
}
