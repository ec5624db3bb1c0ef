import { readMetric, usualBounds } from '#platform/telemetry';

/** What was counted of a method and route. */
export interface RouteCounts {
  readonly method: string;
  /** Its template; `none` for requests that match no route. */
  readonly route: string;
  requests: number;
  /** Answers 5xx. */
  errors: number;
  /** How many took how long: one count for each of `usualBounds`, and one beyond the last. */
  readonly durations: number[];
}

/** What a process has counted since its start. */
export interface Counters {
  /** By method and route. */
  readonly routes: ReadonlyMap<string, RouteCounts>;
  readonly hits: number;
  readonly lookups: number;
}

/** Reads the metrics of this process. */
export async function readCounters(): Promise<Counters> {
  const [requests, lookups] = await Promise.all([
    readMetric('palier_http_request_duration_seconds'),
    readMetric('palier_cache_lookups_total'),
  ]);
  const routes = new Map<string, RouteCounts>();
  for (const { metricName, labels, value } of requests) {
    if (!metricName?.endsWith('_bucket')) continue;
    const { method, route, status, le } = labels as Record<string, string>;
    const key = `${method} ${route}`;
    const counts = routes.get(key) ?? newCounts(String(method), String(route));
    routes.set(key, counts);
    const bucket = le === '+Inf' ? usualBounds.length : usualBounds.indexOf(Number(le));
    // Each bucket of a scrape has those below it, too.
    add(counts.durations, bucket, value);
    if (bucket < usualBounds.length) add(counts.durations, bucket + 1, -value);
    else {
      counts.requests += value;
      if (status === '5xx') counts.errors += value;
    }
  }
  const sum = (values: typeof lookups) => values.reduce((total, { value }) => total + value, 0);
  return { routes, hits: sum(lookups.filter(({ labels }) => labels.result !== 'miss')), lookups: sum(lookups) };
}

/** How many sessions there are, by the metrics of this process; null where nobody has counted them. */
export async function readSessions(): Promise<number | null> {
  const regions = await readMetric('palier_sessions');
  return regions.length === 0 ? null : regions.reduce((sum, { value }) => sum + value, 0);
}

/** What was counted after `before`. A counter that is smaller than before began anew. */
export function countedSince(before: Counters | undefined, now: Counters): Counters {
  if (!before) return now;
  const routes = [...now.routes].flatMap(([key, counts]): [string, RouteCounts][] => {
    const known = before.routes.get(key);
    if (!known || counts.requests < known.requests) return [[key, counts]];
    if (counts.requests === known.requests) return [];
    const durations = counts.durations.map((count, bucket) => count - (known.durations[bucket] as number));
    const [requests, errors] = [counts.requests - known.requests, counts.errors - known.errors];
    return [[key, { ...counts, requests, errors, durations }]];
  });
  const since = (count: number, known: number) => (count < known ? count : count - known);
  return {
    routes: new Map(routes),
    hits: since(now.hits, before.hits),
    lookups: since(now.lookups, before.lookups),
  };
}

function newCounts(method: string, route: string): RouteCounts {
  return { method, route, requests: 0, errors: 0, durations: new Array(usualBounds.length + 1).fill(0) };
}

function add(counts: number[], place: number, n: number): void {
  counts[place] = (counts[place] as number) + n;
}
