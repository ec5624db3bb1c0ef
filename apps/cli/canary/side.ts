import { lookup } from 'node:dns/promises';
import { visible } from '../output.js';

const PATIENCE_MS = 4000;
const series = /^(palier_http_request_duration_seconds_bucket|process_start_time_seconds)(?:\{(.*)\})? (\S+)$/gm;

/** The requests of a method and route. */
export interface RouteCounts {
  requests: number;
  /** Answers 5xx and 4xx. */
  errors: number;
  refusals: number;
  /** By the upper bound of a bucket in seconds: the answers that took so long at most. */
  readonly upTo: Map<number, number>;
}

export const newCounts = (): RouteCounts => ({ requests: 0, errors: 0, refusals: 0, upTo: new Map() });

/** The processes of a version, by their `/metrics`, and what they counted since the last `begin`. */
export class Side {
  routes = new Map<string, RouteCounts>();
  restarts = 0;
  /** By process that answered before: looks in a row at which it did not. */
  private readonly missed = new Map<string, number>();
  private readonly known = new Map<string, number>();

  /** @param urls of the processes; each address of a name is one */
  constructor(private readonly urls: readonly string[]) {}

  begin(): void {
    this.routes = new Map();
    this.restarts = 0;
  }

  /** Reads the metrics of each process. @returns the longest row of looks at which one of them did not answer, and which */
  async look(): Promise<{ missed: number; why: string }> {
    const addresses = (await Promise.all(this.urls.map(addressesOf))).flat();
    const found = await Promise.all(addresses.map((address) => this.read(address)));
    return found.reduce((most, one) => (one.missed > most.missed ? one : most), { missed: 0, why: '' });
  }

  private async read(address: string): Promise<{ missed: number; why: string }> {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
      const text = await answer.text();
      if (!answer.ok || !text.includes('process_start_time_seconds')) throw new Error(`answered ${answer.status}`);
      for (const [line, name, labels = '', value] of text.matchAll(series)) {
        const key = `${address} ${line.slice(0, line.lastIndexOf(' '))}`;
        this.add(key, name === 'process_start_time_seconds', labels, Number(value));
      }
      this.missed.set(address, 0);
      return { missed: 0, why: '' };
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } };
      const before = this.missed.get(address);
      const missed = (before ?? 0) + 1;
      // An address that has never answered may still be starting.
      if (before !== undefined) this.missed.set(address, missed);
      return { missed, why: visible(`${address}: ${cause?.code ?? message}`) };
    }
  }

  /** A counter that fell began anew, with its process. */
  private add(key: string, isStart: boolean, labels: string, value: number): void {
    const before = this.known.get(key);
    this.known.set(key, value);
    if (isStart) {
      if (before !== undefined && value > before) this.restarts += 1;
      return;
    }
    const { method, route, status, le } = Object.fromEntries(
      [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, text]) => [name, text]),
    ) as Record<string, string>;
    // Probes are no clients; and of scanners, who ask for paths that no route has, each is on one side.
    if (!route || route === 'none' || route.startsWith('/health/')) return;
    const more = before === undefined || value < before ? value : value - before;
    const counts = this.routes.get(`${method} ${route}`) ?? newCounts();
    this.routes.set(`${method} ${route}`, counts);
    const bound = le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
    counts.upTo.set(bound, (counts.upTo.get(bound) ?? 0) + more);
    if (le !== '+Inf') return;
    counts.requests += more;
    if (status === '5xx') counts.errors += more;
    if (status === '4xx') counts.refusals += more;
  }
}

/** Where the metrics are; a name that has several addresses, as a headless Service, is that of several processes. */
async function addressesOf(url: string): Promise<string[]> {
  const metrics = new URL(`${url.replace(/\/+$/, '')}/metrics`);
  if (metrics.protocol === 'https:') return [metrics.href];
  const all = await lookup(metrics.hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => []);
  const [first] = all.toSorted((a, b) => a.family - b.family);
  if (!first) return [metrics.href];
  const hosts = all.filter(({ family }) => family === first.family).map(({ address }) => address);
  return hosts.map(
    (host) => Object.assign(new URL(metrics), { hostname: host.includes(':') ? `[${host}]` : host }).href,
  );
}
