/** For how many milliseconds a tenant that had a place counts as one to share with. */
const RIVAL_MS = 60_000;
/** Milliseconds between two looks for tenants to forget. */
const FORGET_EVERY_MS = 10_000;
/**
 * Work that takes longer than this, and than so many times the usual, is long: statements and requests take some milliseconds
 * each. Where all take long, as with a database that is far away, nobody's is.
 */
const LONG = { ms: 100, times: 4 };
/** The milliseconds of work after which only the latest counts for how long a tenant's work takes. */
const REMEMBERED_MS = 1000;
/** The weight of the latest piece of work in the moving mean of all tenants. */
const WEIGHT = 0.1;

/** What one tenant has and had of a resource. */
export interface TenantShare {
  readonly tenantId: string;
  /** Its pieces of work that run now. */
  held: number;
  /** Its pieces of work that wait. */
  waiting: number;
  /** Milliseconds that its work took. */
  usedMs: number;
  /** Milliseconds that its work that runs counts for until it ends: the mean when each piece began. */
  chargedMs: number;
  /**
   * How long its work takes, each piece weighted by how long it took: one statement of a second counts as much as a thousand of
   * a millisecond, which do not hide it.
   */
  typicalMs: number;
  /** When its last piece of work began or ended. */
  seenAt: number;
}

/**
 * Shares a resource among tenants by the time that their work took: whoever used least is served next (start-time fair
 * queueing), and time in which a tenant is idle is not saved up. While others share the resource, a tenant never has all of
 * it, and one whose work takes much longer than that of others has a quarter: what others wait for then ends soon.
 *
 * @example
 * const shares = new TenantShares();
 * const share = shares.of(tenantId);
 * if (share.held < shares.most(share, 10)) shares.begin(share);
 */
export class TenantShares {
  private readonly shares = new Map<string, TenantShare>();
  /** The use of the tenant that was served last. A tenant that arrives starts with as much. */
  private reachedMs = 0;
  private forgottenAt = 0;
  /** The tenant that had a place last, and the one before it, with when they had. */
  private latest = { tenantId: '', at: Number.NEGATIVE_INFINITY };
  private former = this.latest;
  /** The mean of the logarithm of how long work takes, each tenant as often as the others: one with much long work does not move it. */
  private usualLog = 0;
  private ended: TenantShare | undefined;

  /**
   * @param meanMs how long work is assumed to take until some was measured
   * @param now milliseconds since some moment
   */
  constructor(
    public meanMs = 0,
    readonly now: () => number = () => performance.now(),
  ) {}

  /** @param tenantId '' for work of no tenant, which has no bound of its own */
  of(tenantId: string): TenantShare {
    let share = this.shares.get(tenantId);
    if (!share) {
      share = { tenantId, held: 0, waiting: 0, usedMs: 0, chargedMs: 0, typicalMs: 0, seenAt: this.now() };
      this.shares.set(tenantId, share);
    }
    const behindMs = this.reachedMs - this.useOf(share);
    if (behindMs > 0) share.usedMs += behindMs;
    return share;
  }

  /** Milliseconds that a tenant used; work that still runs counts as the mean. */
  useOf({ usedMs, chargedMs }: TenantShare): number {
    return usedMs + chargedMs;
  }

  /**
   * How many pieces of work of a tenant may run at once.
   *
   * @param all how many may run at once
   * @param here how many of them the asking work may use, together with all that matters as little or less
   */
  most(share: TenantShare, all: number, here = all): number {
    if (share.tenantId === '' || !this.hasRivals(share.tenantId)) return all;
    return Math.max(1, this.isLong(share) ? Math.min(here, Math.floor(all / 4)) : here - 1);
  }

  begin(share: TenantShare): void {
    const now = this.now();
    this.reachedMs = Math.max(this.reachedMs, this.useOf(share));
    share.held += 1;
    share.chargedMs += this.meanMs;
    share.seenAt = now;
    if (share.tenantId !== '') {
      if (share.tenantId !== this.latest.tenantId) this.former = this.latest;
      this.latest = { tenantId: share.tenantId, at: now };
    }
    if (now - this.forgottenAt > FORGET_EVERY_MS) this.forget(now);
  }

  end(share: TenantShare, tookMs: number): void {
    share.chargedMs -= share.chargedMs / share.held;
    share.held -= 1;
    share.usedMs += tookMs;
    share.typicalMs += Math.min(1, tookMs / REMEMBERED_MS) * (tookMs - share.typicalMs);
    share.seenAt = this.now();
    this.meanMs += WEIGHT * (tookMs - this.meanMs);
    if (share !== this.ended) this.usualLog += WEIGHT * (Math.log1p(tookMs) - this.usualLog);
    this.ended = share;
  }

  /** The tenant that most of what runs and waits is of, where others had any in the last minute. */
  get heaviest(): string | undefined {
    let all = 0;
    let most = { tenantId: '', count: 0 };
    for (const { tenantId, held, waiting } of this.shares.values()) {
      all += held + waiting;
      if (tenantId !== '' && held + waiting > most.count) most = { tenantId, count: held + waiting };
    }
    return most.count > all / 2 && this.hasRivals(most.tenantId) ? most.tenantId : undefined;
  }

  /** Whether another tenant had any in the last minute. */
  hasRivals(tenantId: string): boolean {
    const { at } = this.latest.tenantId === tenantId ? this.former : this.latest;
    return this.now() - at < RIVAL_MS;
  }

  private isLong({ typicalMs }: TenantShare): boolean {
    return typicalMs > LONG.ms && typicalMs > LONG.times * Math.expm1(this.usualLog);
  }

  /** So that memory does not grow with the number of tenants. */
  private forget(now: number): void {
    this.forgottenAt = now;
    for (const [tenantId, { held, waiting, seenAt }] of this.shares)
      if (held === 0 && waiting === 0 && now - seenAt > RIVAL_MS) this.shares.delete(tenantId);
  }
}
