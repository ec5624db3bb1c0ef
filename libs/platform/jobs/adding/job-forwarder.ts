import { Injectable, Logger } from '@nestjs/common';
import type { OutboxForwarder, OutboxRow } from '#platform/outbox';
import { declaredJobs } from '../job-definition.js';
import type { JobEntry } from '../jobs.js';
import { isQueueServerUnavailable } from '../queues/queue-server.js';
import { type BullQueue, Queues } from '../queues/queues.js';
import { JobTurns } from './job-turns.js';

type NewJob = Parameters<BullQueue['addBulk']>[0][number] & { readonly opts: { readonly jobId: string } };

/** Forwards jobs from the outbox to their queues. A job that is forwarded twice has the same id and is one job. */
@Injectable()
export class JobForwarder implements OutboxForwarder {
  readonly kind = 'job';
  private readonly log = new Logger('Jobs');

  constructor(
    private readonly queues: Queues,
    private readonly turns: JobTurns,
  ) {}

  /** Forwards queue by queue; when one queue fails, only its own rows stay in the outbox. */
  async forward(rows: readonly OutboxRow[]): Promise<readonly string[]> {
    const byQueue = Map.groupBy(rows, ({ payload }) => (payload as JobEntry).queue);
    const forwarded = await Promise.allSettled([...byQueue].map(([queue, its]) => this.add(queue, its)));
    const failed = forwarded.find(({ status }) => status === 'rejected');
    const done = forwarded.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    if (failed?.status === 'rejected' && done.length === 0) throw failed.reason;
    return done;
  }

  /** A job that this version does not declare stays in the outbox for a worker that does. */
  private async add(queue: string, rows: readonly OutboxRow[]): Promise<readonly string[]> {
    const definition = declaredJobs().find(({ name }) => name === queue);
    if (!definition) {
      this.log.warn(`The job ${queue} is not declared in this version: it waits for a worker of another version.`);
      return [];
    }
    const entries = rows.map((row) => row.payload as JobEntry);
    const turns = await this.turns.take(
      queue,
      entries.map(({ payload }) => payload.tenantId),
    );
    const options = this.queues.optionsOf(definition);
    const jobs = rows.map(({ id, createdAt, traceparent }, index) => {
      const { payload, delayMs, followedBy } = entries[index] as JobEntry;
      const timing = { delay: delayMs, timestamp: createdAt.getTime(), priority: turns[index] };
      return { name: queue, data: { payload, traceparent, followedBy }, opts: { ...options, ...timing, jobId: id } };
    });
    return addAll(this.queues.queue(queue), jobs).catch((error: unknown) => {
      if (isQueueServerUnavailable(error)) throw error;
      return this.addEach(this.queues.queue(queue), jobs);
    });
  }

  /** Adds the jobs one by one when the queue refused the batch: one refused job must not hold up the others. */
  private async addEach(queue: BullQueue, jobs: readonly NewJob[]): Promise<readonly string[]> {
    const added: string[] = [];
    let refusal: unknown;
    for (const job of jobs) {
      await addAll(queue, [job]).then(
        (ids) => added.push(...ids),
        (error: unknown) => {
          refusal = error;
        },
      );
    }
    if (added.length === 0) throw refusal;
    this.log.error(`The queue ${queue.name} refuses jobs; they stay in the outbox: ${refusal}`);
    return added;
  }
}

async function addAll(queue: BullQueue, jobs: readonly NewJob[]): Promise<readonly string[]> {
  await queue.addBulk([...jobs]);
  return jobs.map(({ opts }) => opts.jobId);
}
