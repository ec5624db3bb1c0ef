import { IsIn, IsOptional, Matches, ValidateIf } from 'class-validator';
import { IsDay, IsIntBetween, IsNewId, Length, ListOf, MaxLength, ruleText, VersionedDto } from '#platform/http';

export const addictionKinds = [
  ...['alcohol', 'tobacco', 'cannabis', 'opioids', 'stimulants', 'medicines', 'gambling', 'screens', 'food', 'other'],
] as const;

const badCurrency = ruleText(
  'bad_currency',
  'must be a currency of ISO 4217, as in EUR, and goes with dailyCostMinor',
  'doit être une devise ISO 4217, comme EUR, et accompagne dailyCostMinor',
);

/** What somebody recovers from; what is left out is unknown. */
export class AddictionContentDto {
  /** @example 'alcohol' */
  @IsIn(addictionKinds)
  kind!: string;

  /**
   * The person’s own word for it, of up to 100 characters, stored encrypted.
   * @example 'Wine in the evening'
   */
  @IsOptional()
  @Length(1, 100)
  name?: string;

  /**
   * The first day without it, since 1900.
   * @example '2026-01-15'
   */
  @IsDay()
  start!: string;

  /**
   * How many days without it are aimed at, 1 to 36,500.
   * @example 90
   */
  @IsOptional()
  @IsIntBetween(1, 36_500)
  goalDays?: number;

  /**
   * What it cost a day, in the smallest unit of the currency, as in cents: up to 10,000,000.
   * @example 850
   */
  @ValidateIf(({ dailyCostMinor, currency }: AddictionContentDto) => (dailyCostMinor ?? currency) !== undefined)
  @IsIntBetween(0, 10_000_000)
  dailyCostMinor?: number;

  /**
   * Of ISO 4217; with `dailyCostMinor` alone.
   * @example 'EUR'
   */
  @ValidateIf(({ dailyCostMinor, currency }: AddictionContentDto) => (dailyCostMinor ?? currency) !== undefined)
  @Matches(/^[A-Z]{3}$/, { context: badCurrency })
  currency?: string;

  /**
   * How many minutes a day it took, 0 to 1,440.
   * @example 120
   */
  @IsOptional()
  @IsIntBetween(0, 1440)
  dailyMinutes?: number;

  /**
   * Why to recover: up to 5,000 characters, stored encrypted.
   * @example 'To be there for my children.'
   */
  @IsOptional()
  @MaxLength(5000)
  motivation?: string;
}

/** An addiction to note. */
export class NewAddictionDto extends AddictionContentDto {
  /**
   * A UUIDv7 that the client made; by default the server makes one.
   * @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f'
   */
  @IsOptional()
  @IsNewId()
  id?: string;
}

/** What somebody recovers from. */
export class AddictionDto extends VersionedDto {
  /** @example 'alcohol' */
  kind!: string;

  /** @example 'Wine in the evening' */
  name!: string;

  /** @example '2026-01-15' */
  start!: string;

  /** @example 90 */
  goalDays!: number | null;

  /** @example 850 */
  dailyCostMinor!: number | null;

  /** @example 'EUR' */
  currency!: string | null;

  /** @example 120 */
  dailyMinutes!: number | null;

  /** @example 'To be there for my children.' */
  motivation!: string;
}

/** A cursor step or page of addictions. */
export class AddictionsDto extends ListOf(AddictionDto) {}
