import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
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

/** The payload of a job's row in the outbox. */
export interface JobEntry {
  readonly queue: string;
  readonly payload: JobPayload;
  /** Milliseconds after the commit. */
  readonly delayMs: number;
  /** The tenant whose operation shows the state of the job. */
  readonly followedBy?: string;
}

/** Adds background jobs. */
@Injectable()
export class Jobs {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Adds a job of the current tenant, if and only if the transaction commits: it goes through the outbox
   * and is not lost while the queue server is unreachable.
   *
   * @returns the job's id
   */
  async add<Payload extends JobPayload>(
    tx: Transaction,
    job: JobDefinition<Payload>,
    payload: Payload,
    { id = newId(), delayMs = 0, followedBy }: AddedJob = {},
  ): Promise<string> {
    const entry: JobEntry = { queue: job.name, payload, delayMs, followedBy };
    await this.outbox.put(tx, { id, kind: 'job', subject: `${job.name} ${payload.tenantId}`, payload: entry });
    return id;
  }
}
