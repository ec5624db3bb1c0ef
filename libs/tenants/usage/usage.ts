import type { QuotaUseDto } from './usage.dto.js';

/** A tenant's use of one quota. */
export type QuotaUse = Readonly<QuotaUseDto>;

/** A capacity quota whose counter differs from the number of its rows. */
export interface Drift {
  readonly quota: string;
  /** The value of the counter. */
  readonly used: number;
  /** The counted rows. */
  readonly counted: number;
}

/** The tenants' use of their quotas. */
export abstract class Usage {
  /**
   * The use of every quota of the tenant's plan, in order of name.
   *
   * @throws Problem `tenant_not_found` (404)
   */
  abstract of(slug: string): Promise<QuotaUse[]>;

  /**
   * Counts the rows of every capacity quota and compares them with its counter; empty without a difference.
   *
   * @throws Problem `tenant_not_found` (404)
   */
  abstract check(slug: string): Promise<Drift[]>;
}
