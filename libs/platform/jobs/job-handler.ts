import type { JobPayload } from './job-definition.js';

/** What a running job knows and says of itself. */
export interface JobContext {
  readonly id: string;
  /** Which try this is, from 1. */
  readonly attempt: number;
  /** Aborts when the job is cancelled or the worker must leave: stop soon, having lost nothing. */
  readonly signal: AbortSignal;
  /** @param share what is done, 0 to 1 */
  progress(share: number): Promise<void>;
}

/**
 * Runs the jobs of one kind. A job may run again after a crash at any point, so it must be
 * idempotent. A throw is a failed try; a `Problem` with a status below 500 fails at once.
 */
export interface JobHandler<Payload extends JobPayload = JobPayload> {
  /** @returns what the job's operation answers as its result, if anything; JSON */
  run(payload: Payload, context: JobContext): Promise<object | undefined>;
}
