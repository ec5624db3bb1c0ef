import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { MaxLength } from '#platform/http';

/** The degradation level to set. */
export class SetDegradationDto {
  /**
   * From 0 to 4: 0 refuses nothing, 1 refuses sheddable routes, 4 all but vital routes.
   * @example 1
   */
  @IsInt()
  @Min(0)
  @Max(4)
  level!: number;

  /**
   * The reason, for other operators.
   * @example "the crowd of the launch"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;
}

/** The degradation level in force. */
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
