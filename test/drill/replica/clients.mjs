// Clients that write and read at random, and check that nobody reads less than it wrote.
import { Agent, request } from 'node:http';

/** Milliseconds after which every process has heard of an invalidation. */
const INVALIDATED_MS = 1000;

/** One writes the tenants of one slug each, whose name and display name are the number of the write. */
export class Clients {
  violations = [];
  failures = [];
  /** Latencies of reads, in milliseconds, by what was being done to the replica. */
  latencies = { otherwise: [], frozen: [] };
  phase = 'otherwise';
  done = 0;
  agent = new Agent({ keepAlive: true, maxSockets: 100 });

  /** @param {number} count how many there are */
  constructor(count, apis, operatorKey) {
    this.states = Array.from({ length: count }, (_, n) => ({
      slug: `t${n}-drill`,
      // A third of them write all the time, the others as people do: what they read is mostly older than the replica.
      writes: n % 3 === 0 ? 0.4 : 0.02,
      written: [{ value: 0, at: Number.NEGATIVE_INFINITY }],
      position: undefined,
    }));
    this.apis = apis;
    this.headers = { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' };
  }

  /** @param {() => boolean} enough is asked before each request */
  run(enough) {
    return Promise.all(this.states.map((state) => this.runOne(state, enough)));
  }

  async runOne(state, enough) {
    const { slug, written } = state;
    while (!enough()) {
      this.done += 1;
      const kind = Math.random();
      if (kind < state.writes) {
        const value = written[0].value + 1;
        const body = JSON.stringify({ name: String(value), branding: { displayName: String(value) } });
        const headers = { 'if-match': '*', ...positionOf(state) };
        const answer = await this.ask('PATCH', `/v1/platform/tenants/${slug}`, headers, body);
        if (!answer) continue;
        state.position = answer.headers['palier-wrote'] ?? state.position;
        written.unshift({ value, at: performance.now() });
      } else if (kind < 0.8) {
        const { phase } = this;
        const before = performance.now();
        const answer = await this.ask('GET', `/v1/platform/tenants?search=${slug}&page=1`, positionOf(state));
        if (!answer) continue;
        this.latencies[phase].push(performance.now() - before);
        const seen = Number(JSON.parse(answer.body).data[0]?.name);
        if (seen !== written[0].value)
          this.violations.push(`${slug} wrote ${written[0].value} and read ${seen} in its list`);
      } else {
        const least = written.find(({ at }) => at <= performance.now() - INVALIDATED_MS)?.value ?? 0;
        const answer = await this.ask('GET', `/v1/auth/${slug}`);
        if (!answer) continue;
        const seen = Number(JSON.parse(answer.body).branding.displayName) || 0;
        if (seen < least) this.violations.push(`${slug} wrote ${least} a second ago, and its page still says ${seen}`);
      }
    }
  }

  /** @returns undefined where it failed */
  async ask(method, path, headers = {}, body = undefined) {
    const api = this.apis[Math.floor(Math.random() * this.apis.length)];
    const answer = await send(
      `${api}${path}`,
      { method, agent: this.agent, headers: { ...this.headers, ...headers } },
      body,
    );
    if (answer.status === 200) return answer;
    this.failures.push(`${method} ${path}: ${answer.status} ${answer.body}`);
    return undefined;
  }
}

const positionOf = ({ position }) => (position ? { 'palier-wrote': position } : {});

function send(url, options, body) {
  return new Promise((resolve) => {
    const sent = request(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }));
    });
    sent.on('error', (error) => resolve({ status: 0, headers: {}, body: String(error) }));
    sent.end(body);
  });
}

/** @returns the value below which this share of them is; NaN of none */
export function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}
