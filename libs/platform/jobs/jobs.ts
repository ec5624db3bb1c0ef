import type { Transaction } from '#platform/database';
import type { JobDefinition, JobPayload } from './job-definition.js';

/** The longest delay of a job, in milliseconds: one that is due later counts as left by a clock that was ahead, and runs at once. */
export const LONGEST_DELAY_MS = 600_000;

export interface AddedJob {
  /** UUIDv7, for a caller that must know it beforehand. A job with the same id is not added twice. */
  readonly id?: string;
  /** Milliseconds before it may start, `LONGEST_DELAY_MS` at most. */
  readonly delayMs?: number;
  /** The tenant whose operation shows the state of the job. */
  readonly followedBy?: string;
}

/** Adds background jobs. */
export abstract class Jobs {
  /**
   * Adds a job of the current tenant, if and only if the transaction commits: it goes through the outbox
   * and is not lost while the queue server is unreachable.
   *
   * @returns the job's id
   */
  abstract add<Payload extends JobPayload>(
    tx: Transaction,
    job: JobDefinition<Payload>,
    payload: Payload,
    options?: AddedJob,
  ): Promise<string>;
}
