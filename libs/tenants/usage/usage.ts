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
