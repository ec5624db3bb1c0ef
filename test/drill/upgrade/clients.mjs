import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../image/process.mjs';

/** Requests between two steps of the drill, at least. */
const SOME = 60;

/** Writes a tenant at one of the servers, and reads it at another, until it is stopped. */
export function startClients(key, first) {
  let servers = first;
  let stopping = false;
  const seen = { answered: 0, failed: [] };
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const ask = async (n, path, init) => {
    const url = `${servers[n % servers.length]}${path}`;
    const answer = await fetch(url, { ...init, headers });
    const text = await answer.text();
    if (answer.ok) seen.answered += 1;
    else seen.failed.push(`${init.method} ${url}: ${answer.status} ${text}`);
  };
  const client = async (name) => {
    for (let n = 0; !stopping; n += 1) {
      const tenant = { slug: `${name}-${n}`, name: `${name} ${n}`, product: 'veille', plan: 'free' };
      const steps = [
        () => ask(n, '/v1/platform/tenants', { method: 'POST', body: JSON.stringify(tenant) }),
        () => ask(n + 1, `/v1/platform/tenants/${tenant.slug}`, { method: 'GET' }),
      ];
      for (const step of steps) await step().catch((error) => seen.failed.push(String(error.cause ?? error)));
      await pause(10);
    }
  };
  const done = Promise.all(['one', 'two', 'three'].map(client));
  return {
    /** Sends later requests to these servers. */
    use(urls) {
      servers = urls;
    },
    /** Resolves when some more requests were answered. */
    async more() {
      const before = seen.answered;
      await until('answers to more requests', () => seen.answered > before + SOME || seen.failed.length > 0);
    },
    async stop() {
      stopping = true;
      await done;
      return seen;
    },
  };
}
