import type { Rank } from './shares.js';
import type { TenantShare, TenantShares } from './tenant-shares.js';

/** Who waits for a place. */
export interface Waiter {
  readonly rank: Rank;
  /** Of the tenant whose turn it takes. */
  readonly share: TenantShare;
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
  readonly share: TenantShare;
  first: Waiter | undefined;
  last: Waiter | undefined;
  waiting: number;
}

/**
 * The callers of one priority that wait: the tenant that used least comes first, within it the first to arrive. All of a
 * line wait equally long, so that the first of a tenant is over first.
 */
export class WaitingLine {
  /** How many wait. */
  size = 0;
  /** Of tenants that used as much as each other, the one that was served longest ago comes first. */
  private readonly tenants = new Map<string, Own>();

  constructor(private readonly shares: TenantShares) {}

  /** How many of a tenant wait. */
  ofTenant(tenantId: string): number {
    return this.tenants.get(tenantId)?.waiting ?? 0;
  }

  /** How many would have their turn before one more of a tenant, if nobody else came and all work took equally long. */
  before(tenantId: string): number {
    const own = this.ofTenant(tenantId);
    return Math.min(this.size, (own + 1) * (this.tenants.size + (own > 0 ? 0 : 1)) - 1);
  }

  add(waiter: Waiter): void {
    const { share } = waiter;
    this.size += 1;
    share.waiting += 1;
    const own = this.tenants.get(share.tenantId);
    if (!own) {
      this.tenants.set(share.tenantId, { share, first: waiter, last: waiter, waiting: 1 });
      return;
    }
    if (own.last) own.last.next = waiter;
    own.last = waiter;
    own.waiting += 1;
  }

  /**
   * The one whose turn it is, who no longer waits; undefined where there is none.
   *
   * @param mayHave whether a tenant may have one more place
   */
  shift(mayHave: (share: TenantShare) => boolean): Waiter | undefined {
    let own: Own | undefined;
    for (const each of this.tenants.values()) {
      if (own && this.shares.useOf(each.share) >= this.shares.useOf(own.share)) continue;
      if (mayHave(each.share)) own = each;
    }
    if (!own) return undefined;
    while (own.first && !own.first.waits) own.first = own.first.next;
    const { first } = own;
    if (!first) return undefined;
    own.first = first.next;
    this.end(first, own);
    if (this.tenants.delete(own.share.tenantId) && own.waiting > 0) this.tenants.set(own.share.tenantId, own);
    return first;
  }

  /** Someone waits no longer. */
  remove(waiter: Waiter): void {
    const own = this.tenants.get(waiter.share.tenantId);
    if (waiter.waits && own) this.end(waiter, own);
  }

  /** Those whose time is over, who no longer wait. */
  expired(now: number): Waiter[] {
    const late: Waiter[] = [];
    for (const own of this.tenants.values()) {
      for (; own.first && (!own.first.waits || own.first.until <= now); own.first = own.first.next) {
        if (!own.first.waits) continue;
        late.push(own.first);
        this.end(own.first, own);
      }
    }
    return late;
  }

  private end(waiter: Waiter, own: Own): void {
    waiter.waits = false;
    this.size -= 1;
    own.waiting -= 1;
    own.share.waiting -= 1;
    if (own.waiting === 0) this.tenants.delete(own.share.tenantId);
  }
}
