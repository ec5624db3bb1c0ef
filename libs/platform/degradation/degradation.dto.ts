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
   * The reason that the operator gave who set a level.
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
   * The reason that the operator gave, or the reading of the sensor.
   * @example "event_loop 620 ms"
   */
  reason!: string;
}
