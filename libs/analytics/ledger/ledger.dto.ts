import { IsOptional } from 'class-validator';
import { IsDateTime, ListOf, ListQueryDto } from '#platform/http';

/** Selects lines of the ledger. */
export class LedgerQueryDto extends ListQueryDto {
  /**
   * Only hours that begin then or later.
   * @example '2026-01-15T00:00:00Z'
   */
  @IsOptional()
  @IsDateTime()
  from?: string;

  /**
   * Only hours that begin earlier.
   * @example '2026-01-16T00:00:00Z'
   */
  @IsOptional()
  @IsDateTime()
  to?: string;
}

/** What became of the events that came in an hour with a key: `received` is the sum of the others. */
export class LedgerLineDto {
  /**
   * The beginning of the hour of receipt.
   * @example '2026-01-15T09:00:00.000Z'
   */
  hour!: string;

  /**
   * The API key; zeros for what signed-in users sent, and `f` throughout for what the product itself counted.
   * @example '019ab3a0-7c00-7000-8000-0000000000b2'
   */
  keyId!: string;

  /** @example 510 */
  received!: number;

  /** @example 500 */
  stored!: number;

  /**
   * Events that were stored before.
   * @example 6
   */
  duplicates!: number;

  /**
   * Events that broke a rule.
   * @example 4
   */
  rejected!: number;

  /**
   * Events that were left out because the server was overloaded.
   * @example 0
   */
  sampled!: number;
}

/** The lines of the ledger. */
export class LedgerDto extends ListOf(LedgerLineDto) {}
