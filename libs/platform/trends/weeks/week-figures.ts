import { usualBounds } from '#platform/telemetry';
import type { RouteCounts } from '../hours/read-counters.js';
import type { HourSums } from './weeks.sql.js';

/** Requests of a route from which on its durations say something of it. */
export const FEWEST_REQUESTS = 100;

/** In how many minutes an API served, of how many. */
export interface Availability {
  readonly served: number;
  readonly minutes: number;
}

/** The figures of a route in a week. */
export interface RouteFigures {
  /** Its method and template, as in `GET /v1/stores/:tenant/apps`. */
  readonly route: string;
  readonly requests: number;
  readonly p95Seconds: number;
}

/** The figures of a week, as far as it has gone. */
export interface WeekFigures {
  readonly requests: number;
  /** Of the hours with data. */
  readonly requestsPerHour: number;
  /** Null without requests. */
  readonly p95Seconds: number | null;
  readonly errors: number;
  readonly availability: Availability;
  readonly cacheHits: number;
  readonly cacheLookups: number;
  /** The most that were there at once; null where nobody counted them. */
  readonly sessions: number | null;
  readonly hoursOfData: number;
  readonly hours: number;
  /** With `FEWEST_REQUESTS` or more, the slowest first. */
  readonly routes: readonly RouteFigures[];
}

/** Event streams are open for as long as their clients want: they count as requests, and their durations say nothing. */
export const streams = /^\/v1\/(events|analytics\/live|operations\/:id\/events|stores\/:tenant\/events)$/;

/** Probes and scrapes ask for nothing of a product, and there may be more of them than of all others. */
const probes = /^\/(health|metrics)(\/|$)/;

/** @param hours of the week until now */
export function weekFigures(
  sums: HourSums,
  all: readonly RouteCounts[],
  hours: number,
  availability: Availability,
): WeekFigures {
  const counts = all.filter(({ route }) => !probes.test(route));
  const timed = counts.filter(({ route }) => !streams.test(route));
  const durations = usualBounds
    .concat(Number.POSITIVE_INFINITY)
    .map((_, place) => total(timed, (each) => each.durations[place] ?? 0));
  const routes = timed
    .filter(({ requests }) => requests >= FEWEST_REQUESTS)
    .map(({ method, route, requests, durations: own }) => {
      return { route: `${method} ${route}`, requests, p95Seconds: quantile(own, 0.95) ?? 0 };
    })
    .sort((a, b) => b.p95Seconds - a.p95Seconds || (a.route < b.route ? -1 : 1));
  const requests = total(counts, (each) => each.requests);
  return {
    requests,
    requestsPerHour: sums.hours === 0 ? 0 : requests / sums.hours,
    p95Seconds: quantile(durations, 0.95),
    errors: total(counts, (each) => each.errors),
    availability,
    cacheHits: sums.hits,
    cacheLookups: sums.lookups,
    sessions: sums.sessions,
    hoursOfData: sums.hours,
    hours,
    routes,
  };
}

/** As Prometheus estimates it: between the bounds of a bucket evenly, and beyond the last bound that bound. Null without counts. */
function quantile(durations: readonly number[], share: number): number | null {
  const rank = share * durations.reduce((sum, count) => sum + count, 0);
  if (rank === 0) return null;
  let below = 0;
  for (const [place, bound] of usualBounds.entries()) {
    const count = durations[place] ?? 0;
    const from = usualBounds[place - 1] ?? 0;
    if (below + count >= rank) return from + ((bound - from) * (rank - below)) / count;
    below += count;
  }
  return usualBounds.at(-1) as number;
}

function total<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((sum, item) => sum + count(item), 0);
}
