import { IsNumber, Max, Min, ValidateIf } from 'class-validator';
import { IsDay, ListOf } from '#platform/http';

/** What a rider weighed on a day. */
export class WeightDto {
  /** @example '2026-05-01' */
  @IsDay()
  day!: string;

  /**
   * Kilograms, 20 to 400.
   * @example 71.5
   */
  kilograms!: number;
}

/** A weight to write, or to delete. */
export class WeightContentDto {
  /** @example '2026-05-01' */
  @IsDay()
  day!: string;

  /**
   * Kilograms, 20 to 400, in place of what was written for that day; null deletes that.
   * @example 71.5
   */
  @ValidateIf((_dto, value) => value !== null)
  @IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: 3 })
  @Min(20)
  @Max(400)
  kilograms!: number | null;
}

/** A cursor step or page of weights. */
export class WeightsDto extends ListOf(WeightDto) {}
