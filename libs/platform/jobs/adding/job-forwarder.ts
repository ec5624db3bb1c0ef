import { Injectable, Logger } from '@nestjs/common';
import type { OutboxForwarder, OutboxRow } from '#platform/outbox';
import { declaredJobs } from '../job-definition.js';
import { type BullQueue, Queues } from '../queues/queues.js';
import { isServerAway } from '../queues/server-away.js';
import { JobTurns } from './job-turns.js';
import type { JobEntry } from './outbox-jobs.js';

type NewJob = Parameters<BullQueue['addBulk']>[0][number] & { readonly opts: { readonly jobId: string } };

/** Takes jobs out of the outbox into their queues. One that comes twice has the same id and is one job. */
@Injectable()
export class JobForwarder implements OutboxForwarder {
  readonly kind = 'job';
  private readonly log = new Logger('Jobs');

  constructor(
    private readonly queues: Queues,
    private readonly turns: JobTurns,
  ) {}

  /** Queue by queue; one that fails keeps its rows and not those of the others. */
  async forward(rows: readonly OutboxRow[]): Promise<readonly string[]> {
    const byQueue = Map.groupBy(rows, ({ payload }) => (payload as JobEntry).queue);
    const forwarded = await Promise.allSettled([...byQueue].map(([queue, its]) => this.add(queue, its)));
    const failed = forwarded.find(({ status }) => status === 'rejected');
    const done = forwarded.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    if (failed?.status === 'rejected' && done.length === 0) throw failed.reason;
    return done;
  }

  /** A job that this version does not know waits for a worker that does. */
  private async add(queue: string, rows: readonly OutboxRow[]): Promise<readonly string[]> {
    const definition = declaredJobs().find(({ name }) => name === queue);
    if (!definition) {
      this.log.warn(`Nobody declares the job ${queue} here: it waits for a worker of another version.`);
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
      if (isServerAway(error)) throw error;
      return this.addEach(this.queues.queue(queue), jobs);
    });
  }

  /** Where the queue refused them together: one that it never takes must not hold up the others. */
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
    this.log.error(`The queue ${queue.name} refuses jobs, which wait in the outbox: ${refusal}`);
    return added;
  }
}

async function addAll(queue: BullQueue, jobs: readonly NewJob[]): Promise<readonly string[]> {
  await queue.addBulk([...jobs]);
  return jobs.map(({ opts }) => opts.jobId);
}
