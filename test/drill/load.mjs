// Requests at a steady rate, whether or not those before them were answered, as a crowd sends them.
import { Agent, request } from 'node:http';
import { setTimeout as pause, setImmediate as yielded } from 'node:timers/promises';

const agent = new Agent({ keepAlive: true, maxSockets: 2000, maxFreeSockets: 2000 });
/** An answer that takes longer is none. */
const PATIENCE_MS = 10_000;
/** Requests without an answer, at most: those beyond are not sent, and count as failed. Some are left to what is vital. */
const MOST_OPEN = { vital: 1900, others: 1000 };
let open = 0;

/** @param address of the client, as a proxy would forward it; `more` are other headers. `status` is 0 where nothing answers; `ms` is the time until the whole answer was there. */
export function send({ method = 'GET', url, token, body, address, more, priority = 'vital' }) {
  const at = performance.now();
  const headers = {
    ...(address && { 'x-forwarded-for': address }),
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
    ...more,
  };
  if (open >= MOST_OPEN[priority])
    return Promise.resolve({ status: 0, text: 'Too many wait.', headers: {}, at, ms: 0 });
  open += 1;
  return new Promise((resolve) => {
    let isDone = false;
    // An answer that is cut off fails both as a request and as an answer.
    const done = (status, text, headers = {}) => {
      if (isDone) return;
      isDone = true;
      open -= 1;
      resolve({ status, text, headers, at, ms: performance.now() - at });
    };
    const failed = (error) => done(0, error.message);
    const sent = request(url, { method, headers, agent, timeout: PATIENCE_MS }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', failed);
      answer.on('end', () => done(answer.statusCode, Buffer.concat(parts).toString(), answer.headers));
    });
    sent.on('timeout', () => sent.destroy(new Error('No answer in time.')));
    sent.on('error', failed);
    sent.end(body && (Buffer.isBuffer(body) ? body : JSON.stringify(body)));
  });
}

/**
 * Does something at a steady rate until `over`, whether or not what began before has ended.
 *
 * @param over gets the milliseconds since the start, as `forSeconds` does
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

export const forSeconds = (seconds) => (passed) => passed > seconds * 1000;

/** Does something again and again, as many times at once, for some seconds. */
export async function atOnce(clients, seconds, act) {
  const [done, startedAt] = [[], performance.now()];
  const client = async () => {
    while (performance.now() - startedAt < seconds * 1000) done.push(await act());
  };
  await Promise.all(Array.from({ length: clients }, client));
  return done;
}

/** The time that this share of the answers took at most, in milliseconds; those that failed are left out. */
export function percentile(answers, share) {
  const sorted = answers
    .filter(succeeded)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

export const succeeded = ({ status }) => status >= 200 && status < 300;
export const isRefused = ({ status }) => status === 503;
export const failedOf = (answers) => answers.filter((answer) => !succeeded(answer));

/** How long answers took, and what became of those that failed. */
export function told(answers) {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(answers, share).toFixed(1));
  const failed = failedOf(answers);
  const why = new Map();
  for (const { kind = '', status, text } of failed) {
    const what = `${kind} ${status} ${/"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 40)}`.trim();
    why.set(what, (why.get(what) ?? 0) + 1);
  }
  const reasons = [...why].sort(([, a], [, b]) => b - a).map(([what, count]) => `, ${count} × ${what}`);
  return `${answers.length} sent, p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, ${failed.length} failed${reasons.join('')}`;
}
