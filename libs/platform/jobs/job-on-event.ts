import { Injectable, type Type } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type EventShape, type Subscriber, Subscribes } from '#platform/events';
import type { JobDefinition, JobPayload } from './job-definition.js';
import { Jobs } from './jobs.js';

/**
 * A subscriber that queues a job for each event of one type and version. The payload is the event's tenant and data; the
 * subscriber has the job's name. It is listed among the providers of the worker module.
 *
 * @throws Error at load when a subscriber of that name is declared already
 */
export function jobOnEvent<E extends EventShape>(
  type: E['type'],
  version: E['version'],
  job: JobDefinition<JobPayload & E['data']>,
): Type<Subscriber<E>> {
  @Subscribes<E>(type, version, job.name)
  @Injectable()
  class QueuesJob implements Subscriber<E> {
    constructor(private readonly jobs: Jobs) {}

    async handle({ tenantId, data }: DomainEvent<E>, tx: Transaction): Promise<void> {
      await this.jobs.add(tx, job, { ...(data as E['data'] & object), tenantId });
    }
  }
  return QueuesJob;
}
