import { Injectable } from '@nestjs/common';
import { counter } from '#platform/telemetry';

/** Counts the jobs that this process runs. */
@Injectable()
export class JobMetrics {
  readonly done = counter('palier_jobs_done_total', 'Jobs that ended well', 'queue');
  readonly failed = counter('palier_jobs_failed_total', 'Jobs that failed for good', 'queue');
  private readonly tries = counter('palier_job_tries_total', 'Tries of jobs, good or bad', 'queue');
  private readonly seconds = counter('palier_job_seconds_total', 'Seconds that tries of jobs took', 'queue');

  /** Has the counters of a queue at 0 before its first job, so that rates include it, and what watches knows that a worker is there. */
  begin(queue: string): void {
    this.done.of(queue);
    this.failed.of(queue);
  }

  /** @param ms how long a try took */
  ran(queue: string, ms: number): void {
    this.tries.of(queue).add();
    this.seconds.of(queue).add(ms / 1000);
  }
}
