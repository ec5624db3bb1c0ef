/**
 * The mix of the Journeys app: people write entries (40 %), look at their progress (30 %) and their profile (20 %), and at what
 * they bought (10 %). Bounded in rate and time.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed journal
 */
import { check } from 'k6';
import http from 'k6/http';
import { shown, times } from './thresholds.js';
import { headersOf, tokens } from './tokens.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';

const rate = Number(__ENV.RATE || 120);

export const options = {
  scenarios: {
    journal: {
      executor: 'constant-arrival-rate',
      rate,
      duration: `${Number(__ENV.SECONDS || 10)}s`,
      preAllocatedVUs: 50,
      maxVUs: 400,
    },
  },
  thresholds: {
    // J1
    ...shown('journal'),
    'http_req_failed{scenario:journal}': ['rate<0.02'],
    checks: ['rate>0.98'],
    ...times({
      'http_req_duration{scenario:journal}': ['p(95)<200'],
      'http_reqs{scenario:journal}': [`rate>${Math.min(100, 0.9 * rate)}`],
    }),
  },
};

const today = new Date().toISOString().slice(0, 10);

/** One request of somebody. */
export default function visit() {
  const headers = headersOf(Math.floor(Math.random() * tokens.length));
  const at = (path) => `${base}/v1/journal/${path}`;
  const kind = Math.random();
  if (kind < 0.4) {
    const entry = { day: today, mood: 1 + Math.floor(Math.random() * 10), scores: { craving: 3 }, tags: ['work'] };
    const body = JSON.stringify({ ...entry, reflection: 'A calm day, and a walk in the evening. '.repeat(10) });
    const answer = http.post(at('entries'), body, { headers, tags: { name: 'entry' } });
    check(answer, { 'is written': ({ status }) => status === 201 });
    return;
  }
  const path = kind < 0.7 ? 'progress' : kind < 0.9 ? 'profile' : 'purchases';
  const answer = http.get(at(path), { headers, tags: { name: path } });
  check(answer, { 'is read': ({ status }) => status === 200 });
}
