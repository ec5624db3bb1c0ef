/** The process answers. */
export class LivenessDto {
  /** @example "ok" */
  status!: string;
}

/** Whether requests should be sent to this process, and which of its parts are degraded. */
export class ReadinessDto {
  /**
   * `ok`, or `degraded` while a part is degraded and requests are still served.
   * @example "ok"
   */
  status!: string;

  /**
   * The degraded parts; empty when there is none.
   * @example []
   */
  degraded!: string[];

  /**
   * The status of every checked part: `up` or `degraded`. `sessions` is there where Redis holds them.
   * @example { "process": "up", "directory": "up", "database": "up", "disk": "up", "workers": "up", "storage": "up" }
   */
  parts!: Record<string, string>;

  /**
   * What has waited for a minute without a worker that takes it: names of job queues, and of kinds of rows of the outbox; empty
   * when nothing does.
   * @example []
   */
  withoutWorker!: string[];
}
