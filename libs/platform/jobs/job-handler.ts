import type { CutWork, JobPayload } from './job-definition.js';

/** What a handler knows of its job, and how it reports progress. */
export interface JobContext {
  readonly id: string;
  /** Which try this is, from 1. */
  readonly attempt: number;
  /** Aborts when the job is cancelled, the worker shuts down, or others wait for the place of a job that resumes: stop soon, in a state from which the job can run again. */
  readonly signal: AbortSignal;
  /** @param share the part that is done, 0 to 1 */
  progress(share: number): Promise<void>;
}

/**
 * Runs the jobs of one kind. A job may run again after a crash at any point, so it must be
 * idempotent. A throw is a failed try; a `Problem` with a status below 500 fails at once, and `NotNow` counts no try.
 */
export interface JobHandler<Payload extends JobPayload = JobPayload> {
  /**
   * Whether the jobs of this process wait for now: they stay in their queue, no try is counted, and they begin within a second once
   * this is false. A job that runs goes on. Asked twice a second, and before each job, of definitions with
   * `mayWait: true`.
   */
  waits?(): boolean;
  /** @returns the result that the job's operation shows, as JSON; undefined for none */
  run(payload: Payload, context: JobContext): Promise<object | undefined>;
}

/** Says what the degradation level cuts now. */
export abstract class WorkCuts {
  abstract cuts(work: CutWork): boolean;
}

/**
 * Thrown by a handler that could do nothing of its job now, for no fault of the job's: a server that it needs is away. The job runs
 * again after a pause, and the try is not counted.
 */
export class NotNow extends Error {}
