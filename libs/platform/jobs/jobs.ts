import type { Transaction } from '#platform/database';
import type { JobDefinition, JobPayload } from './job-definition.js';

export interface AddedJob {
  /** UUIDv7, for a caller that must know it beforehand. A job with the same id is not added twice. */
  readonly id?: string;
  /** Milliseconds before it may start. */
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
