import type { Rank } from './shares.js';

/** Who waits for a place. */
export interface Waiter {
  readonly rank: Rank;
  /** The tenant whose turn it takes; '' where there is none. */
  readonly tenantId: string;
  /** Until when it waits, in milliseconds on the clock of its places. */
  readonly until: number;
  /** Whether it still waits. One that has left is passed over when it would be its turn. */
  waits: boolean;
  /** The one of its tenant that came after it. */
  next: Waiter | undefined;
  /** Called once, unless it has left: whether it has a place, or its time was over first. */
  decided(admitted: boolean): void;
}

/** Those of one tenant that wait, in order of arrival. */
interface Own {
  first: Waiter | undefined;
  last: Waiter | undefined;
  waiting: number;
}

/**
 * Those of one priority that wait: the tenants by turns, those of one tenant in order of arrival. Each step takes the same
 * time, however many wait. All of a line wait equally long, so that the first of a tenant is over first.
 */
export class WaitingLine {
  /** How many wait. */
  size = 0;
  /** The tenant whose turn is next comes first. */
  private readonly tenants = new Map<string, Own>();

  /** How many of a tenant wait. */
  ofTenant(tenantId: string): number {
    return this.tenants.get(tenantId)?.waiting ?? 0;
  }

  /** How many would have their turn before one more of a tenant, if nobody else came. */
  before(tenantId: string): number {
    const own = this.ofTenant(tenantId);
    return Math.min(this.size, (own + 1) * (this.tenants.size + (own > 0 ? 0 : 1)) - 1);
  }

  add(waiter: Waiter): void {
    this.size += 1;
    const own = this.tenants.get(waiter.tenantId);
    if (!own) {
      this.tenants.set(waiter.tenantId, { first: waiter, last: waiter, waiting: 1 });
      return;
    }
    if (own.last) own.last.next = waiter;
    own.last = waiter;
    own.waiting += 1;
  }

  /** The one whose turn it is, who no longer waits; undefined where nobody does. */
  shift(): Waiter | undefined {
    const [next] = this.tenants;
    if (!next) return undefined;
    const [tenantId, own] = next;
    while (own.first && !own.first.waits) own.first = own.first.next;
    const { first } = own;
    this.tenants.delete(tenantId);
    if (!first) return undefined;
    own.first = first.next;
    own.waiting -= 1;
    if (own.waiting > 0) this.tenants.set(tenantId, own);
    this.end(first);
    return first;
  }

  /** Someone waits no longer. */
  remove(waiter: Waiter): void {
    const own = this.tenants.get(waiter.tenantId);
    if (!waiter.waits || !own) return;
    own.waiting -= 1;
    this.end(waiter);
    if (own.waiting === 0) this.tenants.delete(waiter.tenantId);
  }

  /** Those whose time is over, who no longer wait. */
  expired(now: number): Waiter[] {
    const late: Waiter[] = [];
    for (const [tenantId, own] of this.tenants) {
      for (; own.first && (!own.first.waits || own.first.until <= now); own.first = own.first.next) {
        if (!own.first.waits) continue;
        own.waiting -= 1;
        this.end(own.first);
        late.push(own.first);
      }
      if (own.waiting === 0) this.tenants.delete(tenantId);
    }
    return late;
  }

  private end(waiter: Waiter): void {
    waiter.waits = false;
    this.size -= 1;
  }
}
