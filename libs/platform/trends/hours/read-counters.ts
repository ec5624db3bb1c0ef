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

/** What a process has counted since its start, and the sessions that there are now. */
export interface Counters {
  /** By method and route. */
  readonly routes: ReadonlyMap<string, RouteCounts>;
  readonly hits: number;
  readonly lookups: number;
  readonly sessions: number;
}

/** Reads the metrics of this process. */
export async function readCounters(): Promise<Counters> {
  const [requests, lookups, sessions] = await Promise.all(
    ['palier_http_request_duration_seconds', 'palier_cache_lookups_total', 'palier_sessions'].map(readMetric),
  );
  const routes = new Map<string, RouteCounts>();
  for (const { metricName, labels, value } of requests ?? []) {
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
  const sum = (values: typeof lookups = []) => values.reduce((total, { value }) => total + value, 0);
  const found = lookups?.filter(({ labels }) => labels.result !== 'miss');
  return { routes, hits: sum(found), lookups: sum(lookups), sessions: sum(sessions) };
}

/** What was counted after `before`. Counters that are smaller than before began anew. */
export function countedSince(before: Counters | undefined, now: Counters): Counters {
  if (!before || now.lookups < before.lookups) return now;
  const routes = [...now.routes].flatMap(([key, counts]): [string, RouteCounts][] => {
    const known = before.routes.get(key);
    if (!known || counts.requests < known.requests) return [[key, counts]];
    if (counts.requests === known.requests) return [];
    const durations = counts.durations.map((count, bucket) => count - (known.durations[bucket] as number));
    const [requests, errors] = [counts.requests - known.requests, counts.errors - known.errors];
    return [[key, { ...counts, requests, errors, durations }]];
  });
  const [hits, lookups] = [now.hits - before.hits, now.lookups - before.lookups];
  return { routes: new Map(routes), hits, lookups, sessions: now.sessions };
}

function newCounts(method: string, route: string): RouteCounts {
  return { method, route, requests: 0, errors: 0, durations: new Array(usualBounds.length + 1).fill(0) };
}

function add(counts: number[], place: number, n: number): void {
  counts[place] = (counts[place] as number) + n;
}
