import { IsIn } from 'class-validator';
import { IsDay, Length } from '#platform/http';

/** The states of a year, in their order. */
export const yearStates = ['preparing', 'open', 'closed'] as const;
export type YearState = (typeof yearStates)[number];

/** An academic year to prepare. */
export class NewYearDto {
  /**
   * 1 to 50 characters, which no other year has, whatever case and accents.
   * @example '2026–2027'
   */
  @Length(1, 50)
  name!: string;

  /** @example '2026-09-01' */
  @IsDay()
  startsOn!: string;

  /**
   * The last day, after the first.
   * @example '2027-08-31'
   */
  @IsDay()
  endsOn!: string;
}

/** What changes of a year. */
export class YearChangesDto extends NewYearDto {
  /**
   * A year is prepared, then open, then closed; a closed one may be opened again. One at a time is open.
   * @example 'open'
   */
  @IsIn(yearStates)
  state!: YearState;
}

/** An academic year. */
export class YearDto extends YearChangesDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61' */
  id!: string;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;
}
