// Clients that browse pages without a pause, on connections that they keep.
import { Agent, get } from 'node:http';

const CALLERS = 4;

/**
 * Reads the pages at each API in turn, until `end`.
 *
 * @param {readonly string[]} apis their URLs
 * @param {readonly string[]} pages paths
 */
export function browse(apis, pages) {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  const failures = [];
  let [reads, stale, over] = [0, 0, false];
  const caller = async () => {
    while (!over) {
      const page = pages[reads % pages.length];
      const api = apis[Math.floor(reads / pages.length) % apis.length];
      reads += 1;
      const { status, cache, body } = await read(api, page, agent).catch((error) => ({ status: error.code, body: '' }));
      if (status !== 200) failures.push(`${api}${page} answered ${status}: ${body}`);
      if (cache?.includes('database-unavailable')) stale += 1;
    }
  };
  const callers = Array.from({ length: CALLERS }, caller);
  return {
    failures,
    counts: () => ({ reads, stale }),
    end: async () => {
      over = true;
      await Promise.all(callers);
      agent.destroy();
    },
  };
}

/** Reads one page. */
export function read(api, path, agent) {
  return new Promise((resolve, reject) => {
    get(`${api}${path}`, { agent }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part) => {
        body += part;
      });
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, cache: answer.headers['cache-status'], body }));
    }).on('error', reject);
  });
}
