/** The states by which jobs are listed; cancelled jobs are listed as completed. */
export const jobStates = ['waiting', 'delayed', 'active', 'failed', 'completed'] as const;
export type JobState = (typeof jobStates)[number];

/** The numbers of jobs in a queue. */
export class QueueDto {
  /** @example "catalog.make-bundle" */
  queue!: string;

  /**
   * Jobs that are ready to run.
   * @example 12
   */
  waiting!: number;

  /**
   * Jobs that wait for their scheduled time or their next try.
   * @example 0
   */
  delayed!: number;

  /**
   * Jobs that are running.
   * @example 5
   */
  active!: number;

  /**
   * Jobs that failed in all their tries; the last 10,000 are stored.
   * @example 1
   */
  failed!: number;

  /**
   * Jobs that ended within the last hour.
   * @example 230
   */
  completed!: number;

  /**
   * How long the oldest waiting job has waited, in seconds; null where none waits.
   * @example 3.2
   */
  oldestWaitingSeconds!: number | null;
}

/** A job. */
export class JobDto {
  /**
   * A UUID; of a job that runs on a schedule, the name of the schedule and the time in milliseconds.
   * @example "repeat:tenants.find-due-purges:1763719200000"
   */
  id!: string;

  /** @example "catalog.make-bundle" */
  queue!: string;

  /** @example "0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1" */
  tenantId!: string;

  /**
   * `waiting`, `delayed`, `active`, `failed`, `completed` or `cancelled`.
   * @example "failed"
   */
  state!: JobState | 'cancelled';

  /**
   * From 0 to 1.
   * @example 0.5
   */
  progress!: number;

  /**
   * The number of tries that have ended.
   * @example 3
   */
  tries!: number;

  /** @example 3 */
  triesAllowed!: number;

  createdAt!: Date;
  startedAt!: Date | null;
  endedAt!: Date | null;

  /**
   * The reason why its last try failed.
   * @example "The bundle is larger than its quota."
   */
  failure!: string | null;
}

/** A job with its payload, result and failures. */
export class JobDetailsDto extends JobDto {
  /** The input of the job: ids. */
  payload!: object;

  /** The result that it returned. */
  result!: object | null;

  /** The stack of each failed try, the oldest first. */
  stacks!: string[];

  /** The trace of the request that enqueued it, in W3C form. */
  traceparent!: string | null;
}
