import { loopWorkOf } from '#platform/telemetry';

/** Milliseconds between two looks at the clock. */
const EVERY_MS = 100;
/** Milliseconds that a reading is about. */
const OVER_MS = 5000;
/** From how many milliseconds on a delay counts as a block: those of a busy process are shorter. */
const BLOCK_MS = 300;

interface Look {
  readonly at: number;
  readonly lasted: number;
  readonly late: number;
  /** Whose work it ran meanwhile, of a block. */
  readonly tenantId: string;
}

/**
 * How late the event loop runs what is due: the delay that work met on average in the last five seconds. Each delay is
 * weighted by how long it lasted: a loop that is blocked for two seconds runs one timer late, and delays all that came
 * meanwhile. The histogram of `perf_hooks` counts such a block as one sample among a hundred.
 */
export class EventLoopDelay {
  private timer: NodeJS.Timeout | undefined;
  private seen: Look[] = [];
  private last = 0;

  /**
   * @param clock milliseconds that only grow
   * @param workOf whose work ran in a time of that clock
   */
  constructor(
    private readonly clock: () => number = () => performance.now(),
    private readonly workOf = loopWorkOf,
  ) {}

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

  /** The tenant whose work blocked it for most of the time that it was blocked; undefined where that is of none. */
  get heaviest(): string | undefined {
    let all = 0;
    const byTenant = new Map<string, number>();
    for (const { late, tenantId } of this.seen) {
      if (late < BLOCK_MS) continue;
      all += late;
      byTenant.set(tenantId, (byTenant.get(tenantId) ?? 0) + late);
    }
    for (const [tenantId, ms] of byTenant) if (tenantId !== '' && ms > all / 2) return tenantId;
    return undefined;
  }

  /** Called when the timer runs. */
  look(): void {
    const now = this.clock();
    const lasted = now - this.last;
    this.last = now;
    const late = Math.max(0, lasted - EVERY_MS);
    const tenantId = late >= BLOCK_MS ? this.workOf(now - lasted, now) : '';
    this.seen.push({ at: now, lasted, late, tenantId });
    const since = now - OVER_MS;
    // The latest stays, however long it lasted.
    const first = this.seen.findIndex(({ at }) => at > since);
    if (first > 0) this.seen.splice(0, first);
  }
}
