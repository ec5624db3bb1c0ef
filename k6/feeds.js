/**
 * The mix of the Veille app: readers look at what is unread (40 %), at their counts (20 %) and at a post (15 %), mark posts as
 * read or starred (15 %), search (5 %), and mark everything as read (5 %). Bounded in rate and time. TOKENS names a JSON file
 * with an access token a reader; `npm run drill -- feeds-peak` makes 2,000 teams with 1,000 of them and runs this.
 *
 *   k6 run k6/feeds.js -e BASE_URL=http://127.0.0.1:3000 -e TOKENS=tokens.json -e RATE=150 -e SECONDS=30
 */
import { check } from 'k6';
import { SharedArray } from 'k6/data';
import http from 'k6/http';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const tokens = new SharedArray('tokens', () => JSON.parse(open(__ENV.TOKENS)));
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
    'http_req_failed{scenario:feeds}': ['rate<0.01'],
    'http_req_duration{scenario:feeds}': ['p(95)<200'],
    checks: ['rate>0.99'],
  },
};

/** What a reader saw last, by the index of their token. */
const seen = new Map();

/** One request of somebody. */
export default function visit() {
  const reader = Math.floor(Math.random() * tokens.length);
  const headers = { Authorization: `Bearer ${tokens[reader]}`, 'Content-Type': 'application/json' };
  const at = (path) => `${base}/v1/feeds/${path}`;
  const read = (path, name) => http.get(at(path), { headers, tags: { name } });
  const write = (path, body) => http.post(at(path), JSON.stringify(body), { headers, tags: { name: path } });
  const posts = seen.get(reader) ?? [];
  const kind = Math.random();
  let answer;
  if (kind < 0.2) answer = read('unread', 'counts');
  else if (kind < 0.35 && posts.length > 0) answer = read(`posts/${posts[0]}`, 'post');
  else if (kind < 0.5 && posts.length > 0)
    answer = write('posts/states', { posts: posts.slice(0, 3), read: true, starred: kind < 0.37 });
  else if (kind < 0.55) answer = read(`posts?q=${words[Math.floor(Math.random() * words.length)]}`, 'search');
  else if (kind < 0.6) answer = write('posts/read', {});
  else {
    answer = read('posts?unread=true', 'unread');
    if (answer.status === 200) {
      seen.set(
        reader,
        answer.json().data.map(({ id }) => id),
      );
    }
  }
  check(answer, { 'is answered': ({ status }) => status === 200 });
}
