import { Injectable } from '@nestjs/common';

const SLOT_MS = 10_000;
const SLOTS = 30;
/** Seconds that are counted, at most; those of the slot that has just begun are the fewest. */
export const liveSeconds = (SLOT_MS * SLOTS) / 1000;
/** Names that a process counts, of all tenants, at most: some 20 MB. */
const MOST_NAMES = 50_000;

/** How many events of the last five minutes this process stored, by tenant and name. */
@Injectable()
export class LiveCounts {
  /** The tenant whose events came last is the last. */
  private readonly ofTenants = new Map<string, TenantCounts>();
  private names = 0;

  /** Counts stored events. Where there are too many names, the tenants without events for longest are forgotten. */
  add(tenantId: string, events: readonly { readonly name: string }[]): void {
    const slot = slotNow();
    const counts = this.ofTenants.get(tenantId) ?? new TenantCounts(slot);
    this.names -= counts.size;
    counts.add(events, slot);
    this.names += counts.size;
    this.ofTenants.delete(tenantId);
    this.ofTenants.set(tenantId, counts);
    for (const [oldest, { size, latest }] of this.ofTenants) {
      if (this.names <= MOST_NAMES && latest > slot - SLOTS) return;
      this.ofTenants.delete(oldest);
      this.names -= size;
    }
  }

  /** The events of a tenant by name. */
  of(tenantId: string): ReadonlyMap<string, number> {
    return this.ofTenants.get(tenantId)?.totals(slotNow()) ?? new Map();
  }
}

const slotNow = () => Math.floor(Date.now() / SLOT_MS);

/** The counts of a tenant: of each name one a slot, in a ring. */
class TenantCounts {
  private readonly byName = new Map<string, number[]>();

  /** @param latest the slot of the last events */
  constructor(public latest: number) {}

  get size(): number {
    return this.byName.size;
  }

  add(events: readonly { readonly name: string }[], now: number): void {
    this.advance(now);
    const place = this.latest % SLOTS;
    for (const { name } of events) {
      const slots = this.byName.get(name);
      if (slots) slots[place] = (slots[place] ?? 0) + 1;
      else
        this.byName.set(
          name,
          Array.from({ length: SLOTS }, (_, i) => (i === place ? 1 : 0)),
        );
    }
  }

  totals(now: number): Map<string, number> {
    const passed = Math.max(0, now - this.latest);
    const totals = new Map<string, number>();
    for (const [name, slots] of this.byName) {
      let total = 0;
      for (let ago = 0; ago < SLOTS - passed; ago += 1) total += slots[(this.latest - ago) % SLOTS] ?? 0;
      if (total > 0) totals.set(name, total);
    }
    return totals;
  }

  /** Empties the slots that were of a time before the last five minutes, and forgets names without events since then. */
  private advance(to: number): void {
    const passed = Math.min(to - this.latest, SLOTS);
    if (passed <= 0) return;
    this.latest = to;
    for (const [name, slots] of this.byName) {
      for (let ago = 0; ago < passed; ago += 1) slots[(to - ago) % SLOTS] = 0;
      if (slots.every((count) => count === 0)) this.byName.delete(name);
    }
  }
}
