/** What a tenant has of one quota. */
export interface QuotaUse {
  /** As in `apps` or `eventsADay`. */
  readonly quota: string;
  /** Held now, or spent since midnight (UTC); null where processes count for themselves. */
  readonly used: number | null;
  /** Null where there is no limit. */
  readonly limit: number | null;
}

/** A capacity quota whose counter is not what its rows are. */
export interface Drift {
  readonly quota: string;
  /** What was taken. */
  readonly used: number;
  /** What is there. */
  readonly counted: number;
}

/** What tenants hold and spend of their quotas. */
export abstract class Usage {
  /**
   * Every quota of the tenant's plan, in order of name.
   *
   * @throws Problem `tenant_not_found` (404)
   */
  abstract of(slug: string): Promise<QuotaUse[]>;

  /**
   * Counts every capacity quota anew and compares; empty where all is as it should be.
   *
   * @throws Problem `tenant_not_found` (404)
   */
  abstract check(slug: string): Promise<Drift[]>;
}
