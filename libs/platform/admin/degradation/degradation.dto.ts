import { IsBoolean, IsInt, IsOptional, IsString, Max, Min, ValidateBy } from 'class-validator';
import { MaxLength } from '#platform/http';

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

  /**
   * After how many seconds it ends by itself, a week at most. Left out, it stays until another is set.
   * @example 600
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(WEEK)
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

/** The degradation level in force in the process that answers. */
export class DegradationDto {
  /**
   * 0 to 4.
   * @example 1
   */
  level!: number;

  /**
   * `manual` where an operator has set it, or the sensor that calls for it: `event_loop`, `connection_wait`, `oldest_job`,
   * `breakers` or `full_disk`. Null at level 0, unless an operator holds it there.
   * @example "manual"
   */
  cause!: string | null;

  /**
   * Of the operator who has set a level.
   * @example "the crowd of the launch"
   */
  reason!: string;

  /**
   * When this level was reached.
   * @example "2026-01-15T09:30:00.000Z"
   */
  since!: Date;

  /** Whether what an operator has set is in force alone. */
  hold!: boolean;

  /**
   * When what an operator has set ends by itself; null where it does not.
   * @example "2026-01-15T10:00:00.000Z"
   */
  endsAt!: Date | null;
}

/** The degradation level in force in a process. */
export class ProcessDegradationDto {
  /**
   * Its host and its number there.
   * @example "api-1 4711"
   */
  process!: string;

  /**
   * 0 to 4.
   * @example 2
   */
  level!: number;

  /**
   * As of the deployment.
   * @example "event_loop"
   */
  cause!: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  since!: Date;
}

/** A change of the degradation level. */
export class DegradationChangeDto {
  /** @example "2026-01-15T09:30:00.000Z" */
  at!: Date;

  /**
   * The process whose own level changed; null for what an operator set and what all processes share.
   * @example "api-1 4711"
   */
  process!: string | null;

  /**
   * 0 to 4.
   * @example 0
   */
  before!: number;

  /**
   * 0 to 4.
   * @example 2
   */
  after!: number;

  /** @example "event_loop" */
  cause!: string;

  /**
   * Of the operator, or what the sensor read.
   * @example "event_loop 620 ms"
   */
  reason!: string;
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
