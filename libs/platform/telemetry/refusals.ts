import type { FinishedRequest } from './finished-request.js';
import type { RequestLog } from './logs/request-log.js';
import { counter } from './metrics/counter.js';
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
  private readonly counts = counter(
    'palier_http_refusals_total',
    'Requests refused before access was checked, by route and reason',
    'route',
    'reason',
  );
  private readonly unlogged = new Map<string, Unlogged>();

  constructor(private readonly log: RequestLog) {}

  /** @param reason the code of the problem that was answered */
  add(scope: RequestScope, request: FinishedRequest, reason: string): void {
    this.counts.of(request.route ?? 'none', reason).add();
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
