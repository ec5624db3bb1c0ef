import { Counter } from 'prom-client';
import type { FinishedRequest } from '../finished-request.js';
import { counter } from './counter.js';
import { registry } from './registry.js';
import { RequestDurations } from './request-durations.js';
import { RequestSeries } from './request-series.js';

/** The series of one route, by method, then by the first digit of the status. */
type RouteSeries = Map<string, (RequestSeries | undefined)[]>;

/** Counts and times requests by method, route template and class of status. */
export class RequestMetrics {
  private readonly routes = new Map<string, RouteSeries>();
  private readonly lookups = counter('palier_cache_lookups_total', 'Cache lookups by result', 'result');
  private readonly cache = {
    hit: this.lookups.of('hit'),
    shared: this.lookups.of('shared'),
    stale: this.lookups.of('stale'),
    miss: this.lookups.of('miss'),
  };

  constructor() {
    const all = () => this.all();
    const requests = new Counter({
      name: 'palier_http_requests_total',
      help: 'Requests answered',
      labelNames: ['method', 'route', 'status'],
      registers: [],
      collect() {
        this.reset();
        for (const { labels, count } of all()) this.inc(labels, count);
      },
    });
    for (const metric of [requests, new RequestDurations(all)]) {
      registry.removeSingleMetric(
        metric instanceof Counter ? 'palier_http_requests_total' : 'palier_http_request_duration_seconds',
      );
      registry.registerMetric(metric);
    }
  }

  finished({ method, route = 'none', status, ms, cache }: FinishedRequest): void {
    this.series(route, method, Math.trunc(status / 100)).observe(ms / 1000);
    if (cache !== undefined) this.cache[cache].add();
  }

  private series(route: string, method: string, statusClass: number): RequestSeries {
    const known = this.routes.get(route)?.get(method)?.[statusClass];
    if (known) return known;
    const series = new RequestSeries({ method, route, status: `${statusClass}xx` });
    const methods: RouteSeries = this.routes.get(route) ?? new Map();
    const classes = methods.get(method) ?? [];
    classes[statusClass] = series;
    this.routes.set(route, methods.set(method, classes));
    return series;
  }

  private *all(): Iterable<RequestSeries> {
    for (const methods of this.routes.values()) {
      for (const classes of methods.values()) {
        for (const series of classes) if (series) yield series;
      }
    }
  }
}
