/** Milliseconds between two looks at the clock. */
const EVERY_MS = 100;
/** Milliseconds that a reading is about. */
const OVER_MS = 5000;
/** From how many milliseconds on a delay counts as a block: those of a busy process are shorter. */
const BLOCK_MS = 300;

/**
 * How late the event loop runs what is due: the delay that work met on average in the last five seconds. Each delay is
 * weighted by how long it lasted: a loop that is blocked for two seconds runs one timer late, and delays all that came
 * meanwhile. The histogram of `perf_hooks` counts such a block as one sample among a hundred.
 */
export class EventLoopDelay {
  private timer: NodeJS.Timeout | undefined;
  private seen: { readonly at: number; readonly lasted: number; readonly late: number }[] = [];
  private last = 0;

  /** @param clock milliseconds that only grow */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  begin(): void {
    this.last = this.clock();
    this.timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds. */
  get meanMs(): number {
    const lasted = this.seen.reduce((sum, each) => sum + each.lasted, 0);
    const weighted = this.seen.reduce((sum, each) => sum + each.lasted * each.late, 0);
    return lasted > 0 ? weighted / lasted : 0;
  }

  /** For how many of the last milliseconds, at most five seconds, the event loop was blocked. */
  blockedMs(last: number): number {
    this.look();
    const since = this.last - last;
    return this.seen.reduce((sum, { at, late }) => (at > since && late >= BLOCK_MS ? sum + late : sum), 0);
  }

  /** Called when the timer runs. */
  look(): void {
    const now = this.clock();
    const lasted = now - this.last;
    this.last = now;
    this.seen.push({ at: now, lasted, late: Math.max(0, lasted - EVERY_MS) });
    const since = now - OVER_MS;
    // The latest stays, however long it lasted.
    const first = this.seen.findIndex(({ at }) => at > since);
    if (first > 0) this.seen.splice(0, first);
  }
}
