/** The process answers. */
export class LivenessDto {
  /** @example "ok" */
  status!: string;
}

/** The streaming replica of DATABASE_READ_URL, as this process sees it. */
export class ReplicaReadinessDto {
  /**
   * `up` while it is read from. Otherwise the primary is: `late` is more than REPLICA_LAG_MS behind, `silent` does not answer,
   * `away` cannot be reached, `promoted` is a primary now, `refused` is no replica of this database.
   * @example "up"
   */
  condition!: string;

  /**
   * For how long it may lack what was written, in milliseconds; null where that is not known.
   * @example 80
   */
  lagMs!: number | null;
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
   * The status of every checked part: `up` or `degraded`. `sessions` is there where Redis holds them, and
   * `replica` with DATABASE_READ_URL.
   * @example { "process": "up", "connections": "up", "directory": "up", "database": "up", "disk": "up", "workers": "up", "erasures": "up", "keys": "up", "storage": "up" }
   */
  parts!: Record<string, string>;

  /**
   * What has waited for a minute without a worker that takes it: names of job queues, and of kinds of rows of the outbox; empty
   * when nothing does.
   * @example []
   */
  withoutWorker!: string[];

  /**
   * The version of Palier that answers.
   * @example "0.1.0"
   */
  version!: string;

  /**
   * The clock of the process, by which its tokens and links expire.
   * @example "2026-01-15T09:30:00.000Z"
   */
  time!: Date;

  /** With DATABASE_READ_URL. */
  replica?: ReplicaReadinessDto;
}
