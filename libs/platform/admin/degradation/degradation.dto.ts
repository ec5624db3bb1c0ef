import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** The level to set by hand. */
export class SetDegradationDto {
  /**
   * 0 gives up nothing, 1 what is sheddable, 4 all but the vital.
   * @example 1
   */
  @IsInt()
  @Min(0)
  @Max(4)
  level!: number;

  /**
   * Why, for the other operators.
   * @example "the crowd of the launch"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;
}

/** The level in force. */
export class DegradationDto {
  /**
   * 0 to 4.
   * @example 1
   */
  level!: number;

  /** @example "the crowd of the launch" */
  reason!: string;

  /**
   * When this level was reached.
   * @example "2026-01-15T09:30:00.000Z"
   */
  since!: Date;
}
