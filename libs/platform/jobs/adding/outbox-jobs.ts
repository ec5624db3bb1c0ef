import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import type { JobDefinition, JobPayload } from '../job-definition.js';
import { type AddedJob, Jobs } from '../jobs.js';

/** The payload of a job's row in the outbox. */
export interface JobEntry {
  readonly queue: string;
  readonly payload: JobPayload;
  /** Milliseconds after the commit. */
  readonly delayMs: number;
  /** The tenant whose operation shows the state of the job. */
  readonly followedBy?: string;
}

/** Adds jobs through the outbox: with the commit or not at all. */
@Injectable()
export class OutboxJobs extends Jobs {
  constructor(private readonly outbox: Outbox) {
    super();
  }

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
