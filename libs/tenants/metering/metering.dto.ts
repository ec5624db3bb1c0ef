import { IsOptional, Matches } from 'class-validator';
import { ruleText } from '#platform/http';
import { monthFormat } from './metering-report.js';

const invalidMonth = ruleText('invalid_month', 'Give a month as in 2026-11.', 'Donnez un mois sous la forme 2026-11.');

/** Selects a month. */
export class MeteringQueryDto {
  /**
   * A month of UTC, as in `2026-11`; the current month by default.
   * @example '2026-11'
   */
  @IsOptional()
  @Matches(monthFormat, { context: invalidMonth })
  month?: string;
}

/** One measure of a tenant's use in a month. */
export class MeteredDto {
  /**
   * `requests`, `errors`, `bytes`, `events`, `aiRequests`; or a capacity quota, as in `apps`, at its highest.
   * @example 'requests'
   */
  measure!: string;

  /** @example 120400 */
  value!: number;
}

/** What a tenant used in a month. */
export class MeteringDto {
  /** @example '2026-11' */
  month!: string;

  /** In order of measure; measures without use are left out. */
  data!: MeteredDto[];
}
