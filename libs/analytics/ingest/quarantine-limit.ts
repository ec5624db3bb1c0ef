/** Rejected events of a tenant that are kept in an hour, at most, by each process; the ledger counts all. */
const mostKept = 500;
const HOUR_MS = 3_600_000;

/** Bounds how many rejected events of a tenant are kept: a client that is wrong is wrong in each event. */
export class QuarantineLimit {
  private hour = 0;
  private readonly kept = new Map<string, number>();

  /** The first of these, as many as may still be kept in this hour. */
  take<Event>(tenantId: string, events: readonly Event[]): readonly Event[] {
    if (events.length === 0) return events;
    const hour = Math.floor(Date.now() / HOUR_MS);
    if (hour !== this.hour) this.kept.clear();
    this.hour = hour;
    const before = this.kept.get(tenantId) ?? 0;
    const taken = events.slice(0, mostKept - before);
    this.kept.set(tenantId, before + taken.length);
    return taken;
  }
}
