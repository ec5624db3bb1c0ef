// Visitors at a steady rate beside clients that follow events, and what failed of all that they asked for.
import { Agent, request } from 'node:http';
import { atRate, forSeconds } from '../load.mjs';

const STREAM_CHECK_MS = 100;

/**
 * @param {{ url: string, slug: string, tokens: string[], rate: number }} of a store with 200 apps, tokens of those who follow
 *   events, and requests a second
 */
export function openLoad({ url, slug, tokens, rate }) {
  const staying = new Agent({ keepAlive: true, maxSockets: 100 });
  const seen = { answered: 0, streams: 0, failed: [] };
  const apps = `/v1/stores/${slug}/apps`;
  let over = false;

  /** Half of the requests on connections that stay, half on new ones; every tenth asks for a link, which nothing may repeat. */
  async function load() {
    let n = 0;
    const visit = () => {
      n += 1;
      const agent = n % 2 ? staying : false;
      if (n % 10 === 0) return ask({ method: 'POST', path: `${apps}/app-${1 + (n % 200)}/downloads`, agent });
      return ask({ path: n % 3 ? `${apps}?limit=20` : `${apps}?page=${1 + (n % 7)}&pageSize=${10 + (n % 20)}`, agent });
    };
    while (!over) await atRate(rate, forSeconds(1), visit);
  }

  /** Anything below 500 is an answer of the product. */
  function ask({ method = 'GET', path, agent }) {
    return new Promise((resolve) => {
      const failed = (why) => resolve(seen.failed.push(`${method} ${path}: ${why}`));
      const asked = request(`${url}${path}`, { method, agent, timeout: 30_000 }, (answer) => {
        answer.resume().on('error', (error) => failed(error.message));
        answer.on('end', () => {
          if (answer.statusCode >= 500) return failed(answer.statusCode);
          seen.answered += 1;
          resolve();
        });
      });
      asked.on('timeout', () => asked.destroy(new Error('no answer in 30 s')));
      asked.on('error', (error) => failed(error.message)).end();
    });
  }

  /** Follows the events, and opens the stream again when it ends. */
  async function follow(token) {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    while (!over) {
      await new Promise((resolve) => {
        const asked = request(`${url}/v1/events`, { headers, agent: false }, (answer) => {
          if (answer.statusCode === 200) seen.streams += 1;
          else seen.failed.push(`an event stream: ${answer.statusCode}`);
          const look = setInterval(() => over && answer.destroy(), STREAM_CHECK_MS);
          answer.resume().on('error', () => {});
          answer.on('close', () => resolve(clearInterval(look)));
        });
        asked.on('error', (error) => resolve(over || seen.failed.push(`an event stream: ${error.message}`))).end();
      });
    }
  }

  const done = Promise.all([load(), ...tokens.map(follow)]);
  return {
    seen,
    /** Resolves with what was seen, once everything is answered. */
    end: async () => {
      over = true;
      await done;
      staying.destroy();
      return seen;
    },
  };
}
