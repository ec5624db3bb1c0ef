import { Counter } from 'prom-client';
import type { FinishedRequest } from './finished-request.js';
import type { RequestLog } from './logs/request-log.js';
import { registry } from './metrics/registry.js';
import type { RequestScope } from './request-scope.js';

/** Milliseconds between two lines of one reason. */
const EVERY_MS = 1000;

/** What is not logged yet of one reason. */
interface Unlogged {
  count: number;
  last: { scope: RequestScope; request: FinishedRequest } | undefined;
  timer: NodeJS.Timeout;
}

/**
 * The requests that were refused from the hook: counted by route and reason, and logged with one line a second and reason that
 * says how many there were, because a line each would add to an overload.
 */
export class Refusals {
  /** By reason, then by route. */
  private readonly counts = new Map<string, Map<string, number>>();
  private readonly unlogged = new Map<string, Unlogged>();

  constructor(private readonly log: RequestLog) {
    const { counts } = this;
    const name = 'palier_http_refusals_total';
    registry.removeSingleMetric(name);
    registry.registerMetric(
      new Counter({
        name,
        help: 'Requests refused before access was checked, by route and reason',
        labelNames: ['route', 'reason'],
        registers: [],
        collect() {
          this.reset();
          for (const [reason, routes] of counts)
            for (const [route, count] of routes) this.inc({ route, reason }, count);
        },
      }),
    );
  }

  /** @param reason the code of the problem that was answered */
  add(scope: RequestScope, request: FinishedRequest, reason: string): void {
    const routes = this.counts.get(reason) ?? new Map<string, number>();
    const { route = 'none' } = request;
    this.counts.set(reason, routes.set(route, (routes.get(route) ?? 0) + 1));
    const unlogged = this.unlogged.get(reason);
    if (unlogged) {
      unlogged.count += 1;
      unlogged.last = { scope, request };
      return;
    }
    this.log.finished(scope, request, { code: reason, count: 1 });
    this.wait(reason);
  }

  /** Logs what is not logged yet, when the process ends. */
  end(): void {
    for (const reason of [...this.unlogged.keys()]) this.write(reason);
  }

  private wait(reason: string): void {
    const timer = setTimeout(() => this.write(reason) && this.wait(reason), EVERY_MS).unref();
    this.unlogged.set(reason, { count: 0, last: undefined, timer });
  }

  /** Whether there was something to log. */
  private write(reason: string): boolean {
    const { last, count, timer } = this.unlogged.get(reason) as Unlogged;
    clearTimeout(timer);
    this.unlogged.delete(reason);
    if (last) this.log.finished(last.scope, last.request, { code: reason, count });
    return last !== undefined;
  }
}
