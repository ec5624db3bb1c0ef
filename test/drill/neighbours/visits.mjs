// What the neighbour does, at a steady rate or one after the other, and the level that its process is at.
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { atRate, forSeconds, send } from '../load.mjs';
import { ride, zipOf } from './files.mjs';

const POLL_MS = 200;
const octets = { 'content-type': 'application/octet-stream' };
let n = 0;

/** @returns by its name, what does it for some seconds and resolves with its answers */
export function visitsOf({ url, member }) {
  const good = () => member('good-club');
  const upload = async (token, path, body, type) =>
    send({ method: 'POST', url: `${url}${path}`, token, body, more: { ...octets, ...type } });
  return {
    /** Pages of a store that no cache has. */
    page: (seconds = 10) =>
      atRate(40, forSeconds(seconds), () => {
        n += 1;
        return send({ url: `${url}/v1/stores/store-1/apps?tag=t-${n}-${Date.now()}` });
      }),
    upload: async (seconds = 15) => {
      const token = await good();
      return atRate(5, forSeconds(seconds), () => upload(token, '/v1/rides/files', ride()));
    },
    stream: async (seconds = 10) => {
      const token = await good();
      return atRate(20, forSeconds(seconds), () => opened(`${url}/v1/events`, token));
    },
    question: (seconds = 30) =>
      atRate(1, forSeconds(seconds), async () => {
        const token = await good();
        n += 1;
        const asked = { question: `How was ride ${n}?`, waitSeconds: 60 };
        return ended(token, await send({ method: 'POST', url: `${url}/v1/rides/ai-requests`, token, body: asked }), {
          path: (id) => `/v1/rides/ai-requests/${id}`,
          isEnd: ({ state }) => state !== 'waiting' && state !== 'calling',
          isFine: ({ state }) => state === 'answered',
        });
      }),
    imported: async (seconds = 45) => {
      const [answers, startedAt] = [[], performance.now()];
      while (performance.now() - startedAt < seconds * 1000) {
        const token = await good();
        const zip = await zipOf({ 'ride.gpx': ride() });
        const begun = await upload(token, '/v1/rides/archives', zip, { 'content-type': 'application/zip' });
        answers.push(
          await ended(token, begun, {
            path: (id) => `/v1/operations/${id}`,
            isEnd: ({ state }) => state === 'succeeded' || state === 'failed' || state === 'cancelled',
            isFine: ({ state }) => state === 'succeeded',
          }),
        );
        await pause(1000);
      }
      return answers;
    },
  };

  /** @returns the answer to what began, with the time until its end */
  async function ended(token, begun, { path, isEnd, isFine }) {
    if (begun.status >= 300 || begun.status === 0) return begun;
    const { id } = JSON.parse(begun.text);
    for (;;) {
      const { status, text } = await send({ url: `${url}${path(id)}`, token });
      const now = status === 200 ? JSON.parse(text) : {};
      if (status !== 200 || isEnd(now))
        return { ...begun, status: isFine(now) ? 200 : 500, text, ms: performance.now() - begun.at };
      await pause(20);
    }
  }
}

/** Opens a stream and closes it once it answers. */
function opened(url, token) {
  const at = performance.now();
  return new Promise((resolve) => {
    const done = (status, text = '') => resolve({ status, text, at, ms: performance.now() - at });
    const asked = request(url, { agent: false, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      done(answer.statusCode);
      asked.destroy();
    });
    asked.on('error', (error) => done(0, error.message));
    asked.end();
  });
}

/** The degradation levels that a process says it is at, until `end`. */
export function levelsAt(url) {
  const levels = [];
  let over = false;
  const watched = (async () => {
    while (!over) {
      const { headers } = await send({ url: `${url}/health/live` });
      levels.push(Number(/level=(\d)/.exec(headers['x-degraded'] ?? '')?.[1] ?? 0));
      await pause(POLL_MS);
    }
  })();
  return {
    end: async () => {
      over = true;
      await watched;
      return levels;
    },
  };
}
