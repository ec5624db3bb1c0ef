import { IsBoolean, IsOptional, ValidateBy } from 'class-validator';
import { DegradationChangeDto, DegradationDto, ProcessDegradationDto } from '#platform/degradation';
import { IsIntBetween, MaxLength } from '#platform/http';

/** Seconds. */
const WEEK = 604_800;
const DAY = 86_400;

/** What is held ends within a day, so that no forgotten one keeps a deployment from protecting itself. */
const HoldsForADay = (): PropertyDecorator =>
  ValidateBy({
    name: 'holdsForADay',
    constraints: ['forSeconds', DAY],
    validator: {
      validate: (hold, at) => {
        const forSeconds = (at?.object as SetDegradationDto | undefined)?.forSeconds;
        // A longer time than any may have is told at its own field.
        return hold !== true || (forSeconds !== undefined && !(forSeconds > DAY && forSeconds <= WEEK));
      },
    },
  });

/** The degradation level to set. */
export class SetDegradationDto {
  /**
   * From 0 to 4: 0 cuts nothing, 1 refuses sheddable routes, 4 all but vital routes.
   * @example 1
   */
  @IsIntBetween(0, 4)
  level!: number;

  /**
   * The reason, for other operators.
   * @example "the crowd of the launch"
   */
  @IsOptional()
  @MaxLength(200)
  reason?: string;

  /**
   * After how many seconds it ends by itself, a week at most. Left out, it stays until another is set.
   * @example 600
   */
  @IsOptional()
  @IsIntBetween(1, WEEK)
  forSeconds?: number;

  /**
   * Whether it is in force alone until it ends, whatever the sensors call for. It then needs `forSeconds`, a day at most. By
   * default the greatest level is in force.
   * @example true
   */
  @IsOptional()
  @IsBoolean()
  @HoldsForADay()
  hold?: boolean;
}

/** The degradation level, of each process too, and its last changes. */
export class DegradationOverviewDto extends DegradationDto {
  /** The processes that answered within a second, in order of name. */
  processes!: ProcessDegradationDto[];

  /**
   * How many others are connected to the database and did not answer.
   * @example 0
   */
  silent!: number;

  /** The last hundred of the last 90 days, the latest first. */
  changes!: DegradationChangeDto[];
}
