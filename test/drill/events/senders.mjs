// Clients that send batches of events and send each again, unchanged, until it is answered.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';

const LEAST = 50;
const MOST = 500;
const RETRY_MS = 100;
/** By the product, or by a proxy that does not reach it. */
const REFUSED = [429, 502, 503, 504, 507];
/** An answer that takes longer is none. */
const PATIENCE_MS = 10_000;
/** How long ago an event occurred, at most. */
const AGO_MS = 2 * 60 * 60 * 1000;

/** @typedef {{ occurredAt: number, name: string }} SentEvent with milliseconds since 1970 */
/**
 * @typedef {object} SentBatch
 * @property {Map<string, SentEvent>} good by their ids
 * @property {Map<string, SentEvent>} refused those that the answer refused as of the future: the server's clock is behind
 * @property {number} length with those that come twice and the one that breaks a rule
 * @property {number} tries
 * @property {object} [answer] once it was acknowledged
 */

/**
 * Starts clients, each of which sends one batch after the other.
 *
 * @param {{ url: string, tenant: string, key: string, clients: number, perSecond: number, watched?: Function }} options events a
 *   second of all; `watched` is given each try, to begin it and to return its answer
 * @param {() => boolean} isOver whether a batch that nothing answers is given up
 */
export function startSenders({ url, tenant, key, clients, perSecond, watched = (post) => post() }, isOver) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'user-agent': 'drill/1' };
  const sent = [];
  const seen = { underWay: 0, unanswered: 0, refused: 0, faults: [], acknowledgedAt: performance.now(), longestMs: 0 };
  let stopping = false;

  const post = (body) =>
    new Promise((resolve) => {
      const target = `${url}/v1/ingest/${tenant}/events`;
      const call = request(target, { method: 'POST', agent, headers, timeout: PATIENCE_MS }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        answer.on('error', () => resolve({ status: 0 }));
        answer.on('end', () => resolve({ status: answer.statusCode, text }));
      });
      call.on('timeout', () => call.destroy());
      call.on('error', () => resolve({ status: 0 }));
      call.end(body);
    });

  /** @returns the answer of 200; undefined where another ends it */
  const sendSurely = async (batch, body) => {
    for (;;) {
      batch.tries += 1;
      seen.underWay += 1;
      const { status, text } = await watched(() => post(body));
      seen.underWay -= 1;
      if (status === 200) return withoutFuture(batch, JSON.parse(text));
      if (status === 0) seen.unanswered += 1;
      else if (REFUSED.includes(status)) seen.refused += 1;
      else {
        seen.faults.push(`answered ${status} ${text}`);
        return undefined;
      }
      if (isOver()) {
        seen.faults.push('a batch was never acknowledged');
        return undefined;
      }
      await pause(RETRY_MS);
    }
  };

  const client = async () => {
    while (!stopping) {
      const beganAt = performance.now();
      const { batch, body } = makeBatch();
      sent.push(batch);
      batch.answer = await sendSurely(batch, body);
      if (batch.answer) {
        seen.longestMs = Math.max(seen.longestMs, performance.now() - seen.acknowledgedAt);
        seen.acknowledgedAt = performance.now();
        seen.faults.push(...faultsOf(batch));
      }
      const early = beganAt + (batch.length * 1000 * clients) / perSecond - performance.now();
      if (early > 0) await pause(early);
    }
  };
  const done = Promise.all(Array.from({ length: clients }, client));
  return {
    sent,
    seen,
    /** Resolves when each client's last batch was answered or given up. */
    stop: async () => {
      stopping = true;
      await done;
      agent.destroy();
    },
  };
}

/** Every third batch has an event that is rejected in front, every other one an event twice. */
function makeBatch() {
  const [now, good] = [Date.now(), new Map()];
  const count = LEAST + Math.floor(Math.random() * (MOST - LEAST + 1));
  const events = Array.from({ length: count }, (_, i) => {
    const [id, name] = [uuidv7(), `drill.kind-${i % 7}`];
    const occurredAt = now - Math.floor(Math.random() * AGO_MS);
    good.set(id, { occurredAt, name });
    const about = {
      subject: `device-${i % 50}`,
      session: `s-${i % 90}`,
      properties: { n: i, plan: 'pro', isNew: true },
    };
    return { id, name, occurredAt: new Date(occurredAt).toISOString(), ...about };
  });
  if (Math.random() < 1 / 2) events.push(events[0]);
  const bad = Math.random() < 1 / 3 ? 1 : 0;
  if (bad) events.unshift({ ...events[0], id: uuidv7(), properties: { nested: {} } });
  const ids = events.map(({ id }) => id);
  return {
    batch: { good, bad, ids, refused: new Map(), length: events.length, tries: 0 },
    body: JSON.stringify(events),
  };
}

/** Takes events from a batch that its answer refused as of the future. @returns the answer */
function withoutFuture(batch, answer) {
  for (const { index } of answer.rejected.filter(({ code }) => code === 'in_future')) {
    const id = batch.ids[index];
    batch.bad += 1;
    if (batch.good.has(id)) batch.refused.set(id, batch.good.get(id));
    batch.good.delete(id);
  }
  return answer;
}

/** What the answer says and should not. */
function faultsOf({ good, bad, length, tries, answer: { accepted, duplicates, sampled, rejected } }) {
  const wrong = [
    accepted + duplicates + sampled + rejected.length !== length && 'an answer does not count each event once',
    rejected.length !== bad && 'another event was rejected than the one that breaks a rule',
    tries === 1 && accepted + sampled < good.size && 'new events were taken for duplicates',
    accepted > good.size && 'an event was stored twice',
  ];
  return wrong.filter(Boolean);
}
