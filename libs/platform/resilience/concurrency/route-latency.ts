/** Milliseconds after which the least of a window begins anew; the least of this many windows counts. */
const WINDOW_MS = 60_000;
const WINDOWS = 3;
/** The weight of the latest answer in the moving mean. */
const WEIGHT = 0.02;
/** The mean of fewer answers is that of chance. */
const LEAST_ANSWERS = 1 / WEIGHT;

/**
 * How long the answers of one route take: the moving mean, and its least of the last three minutes. The least of single
 * answers would not do: a page of one row takes a tenth of a page of a hundred. Of any numbers at most half are above twice
 * their mean, so that a route whose answers differ is not taken for one that has become slow.
 */
export class RouteLatency {
  private meanMs = 0;
  private answers = 0;
  private readonly leasts: number[] = new Array(WINDOWS).fill(Number.POSITIVE_INFINITY);
  private window = 0;

  /** The least mean of the last three minutes, in milliseconds; infinite after too few answers. */
  least(now: number): number {
    this.turnTo(Math.floor(now / WINDOW_MS));
    return Math.min(...this.leasts);
  }

  /** @param ms how long an answer took */
  add(ms: number, now: number): void {
    this.turnTo(Math.floor(now / WINDOW_MS));
    this.answers += 1;
    this.meanMs += Math.max(WEIGHT, 1 / this.answers) * (ms - this.meanMs);
    if (this.answers < LEAST_ANSWERS) return;
    const at = this.window % WINDOWS;
    this.leasts[at] = Math.min(this.leasts[at] as number, this.meanMs);
  }

  private turnTo(window: number): void {
    if (window === this.window) return;
    for (let each = Math.max(this.window + 1, window - WINDOWS + 1); each <= window; each += 1)
      this.leasts[each % WINDOWS] = Number.POSITIVE_INFINITY;
    this.window = window;
  }
}
