/**
 * Clients send batches of events, more and more at a time: the rate goes up to RATE, stays there, and goes down; each part takes
 * a third of SECONDS, which 3 divides. Bounded in rate and time.
 *
 *   npm run load -- --url http://127.0.0.1:3000 --seed ingest
 */
import { check } from 'k6';
import http from 'k6/http';
import { shown, times } from './thresholds.js';
import { headersOf } from './tokens.js';

const base = __ENV.BASE_URL || 'http://127.0.0.1:3000';
const tenant = __ENV.TENANT || 'wistant';
const url = `${base}/v1/ingest/${tenant}/events`;
const rate = Number(__ENV.RATE || 20);
const events = Number(__ENV.EVENTS || 200);
const duration = `${Number(__ENV.SECONDS || 30) / 3}s`;

export const options = {
  scenarios: {
    ingest: {
      executor: 'ramping-arrival-rate',
      startRate: 1, // batches per second
      stages: [
        { target: rate, duration },
        { target: rate, duration },
        { target: 1, duration },
      ],
      preAllocatedVUs: 50,
      maxVUs: 200,
    },
  },
  thresholds: {
    ...shown('ingest'),
    http_req_failed: ['rate<0.01'], // D7's warning: the owner of Veille gave no share
    checks: ['rate>0.99'],
    // J1: the owner of Veille gave no time.
    ...times({ http_req_duration: ['p(95)<200'], dropped_iterations: ['count<10'] }),
  },
};

/** One batch of new events. */
export default function send() {
  const body = JSON.stringify(Array.from({ length: events }, makeEvent));
  const answer = http.post(url, body, { headers: headersOf(0) });
  check(answer, {
    'is 200': ({ status }) => status === 200,
    'every event is accepted': ({ status, body }) => status === 200 && JSON.parse(body).accepted === events,
  });
}

function makeEvent(_, n) {
  return {
    id: crypto.randomUUID(),
    name: `load.kind-${n % 5}`,
    occurredAt: new Date(Date.now() - (n % 60) * 1000).toISOString(),
    subject: `device-${n % 100}`,
    properties: { app: 'carnet', version: '1.2.0', price: 12.5, trial: n % 2 === 0 },
  };
}
