import { IsIn, IsString, MaxLength } from 'class-validator';
import { ListQueryDto, PageDto } from '#platform/http';
import { type JobDetails, type JobState, jobStates } from '#platform/jobs';

/** Which jobs. */
export class JobQueryDto extends ListQueryDto {
  /** The queue, as in `catalog.make-bundle`. */
  @IsString()
  @MaxLength(100)
  queue!: string;

  /** The state: `waiting`, `delayed`, `active`, `failed` or `completed`, which the cancelled ones are among. */
  @IsIn(jobStates)
  state!: JobState;
}

/** A queue at a glance. */
export class QueueDto {
  /** @example "catalog.make-bundle" */
  queue!: string;

  /**
   * Jobs that wait to be run now.
   * @example 12
   */
  waiting!: number;

  /**
   * Jobs that wait for their time, or for their next try.
   * @example 0
   */
  delayed!: number;

  /**
   * Jobs that run.
   * @example 5
   */
  active!: number;

  /**
   * Jobs without a try left; the last 10,000 are kept.
   * @example 1
   */
  failed!: number;

  /**
   * Jobs that ended within the hour.
   * @example 230
   */
  completed!: number;

  /**
   * For how long the first waiting job has waited, in seconds; null where none waits.
   * @example 3.2
   */
  oldestWaitingSeconds!: number | null;
}

/** A step or page of the queues. */
export class QueuesDto {
  data!: QueueDto[];
  page!: PageDto;
}

/** A job. */
export class JobDto {
  /** @example "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f" */
  id!: string;

  /** @example "catalog.make-bundle" */
  queue!: string;

  /** @example "0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1" */
  tenantId!: string;

  /**
   * `waiting`, `delayed`, `active`, `failed`, `completed` or `cancelled`.
   * @example "failed"
   */
  state!: JobDetails['state'];

  /**
   * 0 to 1.
   * @example 0.5
   */
  progress!: number;

  /**
   * How often it was tried to its end.
   * @example 3
   */
  tries!: number;

  /** @example 3 */
  triesAllowed!: number;

  createdAt!: Date;
  startedAt!: Date | null;
  endedAt!: Date | null;

  /**
   * Why its last try failed.
   * @example "The bundle is larger than its quota."
   */
  failure!: string | null;
}

/** A job with all that is known of it. */
export class JobDetailsDto extends JobDto {
  /** What it was asked to do: ids. */
  payload!: object;

  /** What it returned. */
  result!: object | null;

  /** The stack of each failed try, the first one first. */
  stacks!: string[];

  /** Of the request that asked for it, in W3C form. */
  traceparent!: string | null;
}

/** A step or page of the jobs. */
export class JobsDto {
  data!: JobDto[];
  page!: PageDto;
}

/** What became of a wish to cancel. */
export class CancelledJobDto {
  /**
   * `removed` from its queue; `asked` to stop, as it runs; or `gone`, as it had ended.
   * @example "removed"
   */
  outcome!: 'removed' | 'asked' | 'gone';
}

/** How many jobs run again. */
export class RetriedJobsDto {
  /** @example 12 */
  retried!: number;
}
