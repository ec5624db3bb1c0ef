/** The process answers. */
export class LivenessDto {
  /** @example "ok" */
  status!: string;
}

/** Whether requests should be sent to this process, and what it has to do without. */
export class ReadinessDto {
  /**
   * `ok`, or `degraded` while the vital is served without something.
   * @example "ok"
   */
  status!: string;

  /**
   * What is missing; empty when nothing is.
   * @example []
   */
  degraded!: string[];

  /**
   * Every part that was looked at: `up` or `degraded`.
   * @example { "process": "up", "directory": "up", "database": "up" }
   */
  parts!: Record<string, string>;
}
