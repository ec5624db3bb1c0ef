import { RepeatedFlush } from './repeated-flush.js';

/** Milliseconds between two flushes: how much a kill -9 loses. */
const EVERY_MS = 5000;
const DAY_MS = 86_400_000;

/** Objects, which are counted up without another look-up. */
type Counts = Map<string, { count: number }>;
type Tenants = Map<string, Counts>;

/** What was counted of one tenant on one day. */
export interface CountedDay {
  readonly tenantId: string;
  /** Of UTC, as in `2026-11-21`. */
  readonly day: string;
  /** By key; 1 or more of each. */
  readonly counts: ReadonlyMap<string, { readonly count: number }>;
}

/** Counts in memory, and tells what was counted of a tenant on a day every few seconds. */
export class MemoryCounts {
  /** By day since 1970, tenant and key: maps within maps, since a joined key would cost each call more. */
  private days = new Map<number, Tenants>();
  private size = 0;
  private readonly flushing: RepeatedFlush;

  /**
   * @param most keys in memory, at most, each of each tenant and day; what is counted beyond them is lost
   * @param tell what it throws at stays in memory
   * @param warn called with the first failure since it succeeded last
   */
  constructor(
    private readonly most: number,
    private readonly tell: (counted: CountedDay) => Promise<void>,
    warn: (error: unknown) => void,
  ) {
    this.flushing = new RepeatedFlush(EVERY_MS, () => this.write(), warn);
  }

  begin(): void {
    this.flushing.begin();
  }

  /** Tells a last time. */
  end(): Promise<void> {
    return this.flushing.end();
  }

  /** Tells what was counted before the call. What could not be told stays in memory, behind what was not tried. */
  flush(): Promise<void> {
    return this.flushing.now();
  }

  add(tenantId: string, key: string, count = 1): void {
    this.addOn(Math.floor(Date.now() / DAY_MS), tenantId, key, count);
  }

  private addOn(day: number, tenantId: string, key: string, count: number): void {
    const counted = this.days.get(day)?.get(tenantId)?.get(key);
    if (counted) counted.count += count;
    else if (this.size < this.most) {
      this.size += 1;
      const tenants: Tenants = this.days.get(day) ?? new Map();
      const counts: Counts = tenants.get(tenantId) ?? new Map();
      this.days.set(day, tenants.set(tenantId, counts.set(key, { count })));
    }
  }

  private async write(): Promise<void> {
    const waiting = [...this.days].flatMap(([day, tenants]) =>
      [...tenants].map(([tenantId, counts]) => ({ day, tenantId, counts })),
    );
    this.days = new Map();
    this.size = 0;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { day, tenantId, counts } = next;
      try {
        await this.tell({ tenantId, day: new Date(day * DAY_MS).toISOString().slice(0, 10), counts });
      } catch (error) {
        for (const { day, tenantId, counts } of [...waiting, next])
          for (const [key, { count }] of counts) this.addOn(day, tenantId, key, count);
        throw error;
      }
    }
  }
}
