import { IsIn } from 'class-validator';
import { ListOf, ListQueryDto, MaxLength } from '#platform/http';
import { JobDto, type JobState, jobStates, QueueDto } from '#platform/jobs';

/** Selects jobs by queue and state. */
export class JobQueryDto extends ListQueryDto {
  /** The queue, as in `catalog.make-bundle`. */
  @MaxLength(100)
  queue!: string;

  /** The state: `waiting`, `delayed`, `active`, `failed` or `completed`, which includes cancelled jobs. */
  @IsIn(jobStates)
  state!: JobState;
}

/** A cursor step or page of the queues. */
export class QueuesDto extends ListOf(QueueDto) {}

/** A cursor step or page of the jobs. */
export class JobsDto extends ListOf(JobDto) {}

/** The outcome of a cancellation. */
export class CancelledJobDto {
  /**
   * `removed` from its queue; `asked` to stop, because it runs; or `gone`, because it had ended.
   * @example "removed"
   */
  outcome!: 'removed' | 'asked' | 'gone';
}

/** The number of jobs that will run again. */
export class RetriedJobsDto {
  /** @example 12 */
  retried!: number;
}
