import type { FinishedRequest } from '../finished-request.js';
import { counter } from './counter.js';
import { Durations, declareHistogram } from './histogram.js';
import { declareMetric, type MetricReading } from './registry.js';

/** The requests of one method, route and class of status. */
interface RequestSeries {
  readonly labels: { readonly method: string; readonly route: string; readonly status: string };
  readonly durations: Durations;
  /** Of them, the requests to the tenants of each product. */
  readonly products: Map<string, { requests: number }>;
}
/** The series of one route, by method, then by the first digit of the status. */
type RouteSeries = Map<string, (RequestSeries | undefined)[]>;

const labelNames = ['method', 'route', 'status'];

/**
 * Counts and times requests by method, route template and class of status, and counts them by product too. The histogram has no
 * product: it would have its fifteen lines once for each product.
 */
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
    declareMetric('counter', 'palier_http_requests_total', 'Requests answered', ['product', ...labelNames], () =>
      this.byProduct(),
    );
    declareHistogram(
      'palier_http_request_duration_seconds',
      'Time from the first hook to the last byte handed to the system, in seconds',
      labelNames,
      () => [...this.all()].map(({ labels, durations }) => [labels, durations] as const),
    );
  }

  finished({ method, route = 'none', product = 'none', status, ms, cache }: FinishedRequest): void {
    const { durations, products } = this.series(route, method, Math.trunc(status / 100));
    durations.observe(ms / 1000);
    const counted = products.get(product);
    if (counted) counted.requests += 1;
    else products.set(product, { requests: 1 });
    if (cache !== undefined) this.cache[cache].add();
  }

  private series(route: string, method: string, statusClass: number): RequestSeries {
    const known = this.routes.get(route)?.get(method)?.[statusClass];
    if (known) return known;
    const labels = { method, route, status: `${statusClass}xx` };
    const series = { labels, durations: new Durations(), products: new Map() };
    const methods: RouteSeries = this.routes.get(route) ?? new Map();
    const classes = methods.get(method) ?? [];
    classes[statusClass] = series;
    this.routes.set(route, methods.set(method, classes));
    return series;
  }

  private *byProduct(): Iterable<MetricReading> {
    for (const { labels, products } of this.all()) {
      for (const [product, { requests }] of products) {
        yield { labels: { product, ...labels }, value: requests };
        // A rate leaves out the first failures of a counter whose first value is not 0.
        yield { labels: { product, ...labels, status: '5xx' }, value: 0 };
      }
    }
  }

  private *all(): Iterable<RequestSeries> {
    for (const methods of this.routes.values()) {
      for (const classes of methods.values()) {
        for (const series of classes) if (series) yield series;
      }
    }
  }
}
