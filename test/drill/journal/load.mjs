// Requests at a steady rate on connections that are kept, and how long they took.
import { Agent, request } from 'node:http';
import { setTimeout as pause, setImmediate as yielded } from 'node:timers/promises';

const agent = new Agent({ keepAlive: true, maxSockets: 100 });
/** An answer that takes longer is none. */
const PATIENCE_MS = 10_000;

/** Sends a request. `status` is 0 where nothing answers; `ms` is the time until the whole answer was there. */
export function send({ method, url, token, body }) {
  const startedAt = performance.now();
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
  };
  return new Promise((resolve) => {
    const done = (status, text = '', cache = '') => resolve({ status, text, cache, ms: performance.now() - startedAt });
    const failed = (error) => done(0, error.message);
    const sent = request(url, { method, headers, agent, timeout: PATIENCE_MS }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('error', failed);
      answer.on('end', () => done(answer.statusCode, text, answer.headers['cache-status']));
    });
    sent.on('timeout', () => sent.destroy(new Error('No answer in time.')));
    sent.on('error', failed);
    sent.end(body && JSON.stringify(body));
  });
}

/**
 * Does something at a steady rate until `over`, whether or not what began before has ended.
 *
 * @param over gets the milliseconds since the start
 * @returns what each resolved with
 */
export async function atRate(aSecond, over, act) {
  const [begun, startedAt] = [[], performance.now()];
  for (let n = 0; !over(performance.now() - startedAt); n += 1) {
    begun.push(act(n));
    const early = startedAt + ((n + 1) * 1000) / aSecond - performance.now();
    // A pause takes a millisecond at least: one that is late goes on at once.
    await (early > 1 ? pause(early) : yielded());
  }
  return Promise.all(begun);
}

const succeeded = ({ status }) => status === 200 || status === 201;

export const failedOf = (answers) => answers.filter((answer) => !succeeded(answer));

/** The time that this share of the answers took at most, in milliseconds, without those that failed. */
export function percentile(answers, share) {
  const sorted = answers
    .filter(succeeded)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

export function told(answers) {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(answers, share).toFixed(1));
  return `${answers.length} answers, p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, ${failedOf(answers).length} failed`;
}
