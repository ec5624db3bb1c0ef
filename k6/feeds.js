/**
 * The mix of the Veille app: readers look at what is unread (40 %), at their counts (20 %) and at a post (15 %), mark posts as
 * read or starred (15 %), search (5 %), and mark everything as read (5 %). Bounded in rate and time.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed feeds
 */
import { check } from 'k6';
import http from 'k6/http';
import { shown, times } from './thresholds.js';
import { headersOf, tokens } from './tokens.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const words = ['bicycle', 'energy', 'election', 'railway', 'rain', 'museum'];

export const options = {
  scenarios: {
    feeds: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE || 150),
      duration: `${Number(__ENV.SECONDS || 30)}s`,
      preAllocatedVUs: 50,
      maxVUs: 400,
    },
  },
  thresholds: {
    ...shown('feeds'),
    'http_req_failed{scenario:feeds}': ['rate<0.01'], // D7's warning: the owner of Veille gave no share
    checks: ['rate>0.99'],
    ...times({
      'http_req_duration{scenario:feeds}': ['p(95)<200'], // J1: the owner of Veille gave no time
      dropped_iterations: ['count<10'],
    }),
  },
};

/** What a reader saw last, by their number. */
const seen = new Map();

/** One request of somebody. */
export default function visit() {
  request(Math.floor(Math.random() * tokens.length));
}

/** One request of a reader, by their number from 0. */
export function request(reader) {
  const headers = headersOf(reader);
  const at = (path) => `${base}/v1/feeds/${path}`;
  const read = (path, name) => http.get(at(path), { headers, tags: { name } });
  const write = (path, body) => http.post(at(path), JSON.stringify(body), { headers, tags: { name: path } });
  const kind = Math.random();
  // Whoever opens or marks a post has it before them.
  if (kind < 0.3 && !seen.get(reader)?.length) noteSeen(reader, read('posts', 'list'));
  const posts = seen.get(reader) ?? [];
  let answer;
  if (kind < 0.15) answer = read(`posts/${posts[0]}`, 'post');
  else if (kind < 0.3) answer = write('posts/states', { posts: posts.slice(0, 3), read: true, starred: kind < 0.17 });
  else if (kind < 0.5) answer = read('unread', 'counts');
  else if (kind < 0.55) answer = read(`posts?q=${words[Math.floor(Math.random() * words.length)]}`, 'search');
  else if (kind < 0.6) answer = write('posts/read', {});
  else {
    answer = read('posts?unread=true', 'unread');
    noteSeen(reader, answer);
  }
  check(answer, { 'is answered': ({ status }) => status === 200 });
}

/** Where nothing is unread, the posts that were seen before stay. */
function noteSeen(reader, answer) {
  const posts = answer.status === 200 ? answer.json().data.map(({ id }) => id) : [];
  if (posts.length > 0) seen.set(reader, posts);
}
