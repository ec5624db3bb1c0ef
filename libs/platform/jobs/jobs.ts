import type { Transaction } from '#platform/database';
import type { JobDefinition, JobPayload } from './job-definition.js';

export interface AddedJob {
  /** UUIDv7; where the caller needs to know it beforehand. A job of the same id is not added twice. */
  readonly id?: string;
  /** Milliseconds before it may start. */
  readonly delayMs?: number;
  /** The tenant whose operation follows the job. */
  readonly followedBy?: string;
}

/** Hands slow work to the workers. */
export abstract class Jobs {
  /**
   * Adds a job of the tenant in force, when and only when the transaction commits: it goes through
   * the outbox and is not lost while the queue's server is away.
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
