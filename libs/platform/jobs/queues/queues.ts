import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobDefinition, JobPayload } from '../job-definition.js';
import { optionsOn, Queue, type QueueServer, Worker } from './queue-server.js';

/** The data that BullMQ stores with a job. */
export interface JobData {
  readonly payload: JobPayload;
  /** The W3C traceparent of the request that added the job; null outside a request. */
  readonly traceparent: string | null;
  /** The tenant whose operation shows the state of the job. */
  readonly followedBy?: string;
}

/** The result of a job's handler, or that the job was cancelled. */
export type JobResult = { readonly result: object | null } | { readonly cancelled: true };

export type BullQueue = InstanceType<typeof Queue<JobData, JobResult>>;

/** Seconds for which a completed job is retained, so that a duplicate does not run. */
const KEEP_DONE_S = 3600;
/** Seconds for which a failed job is retained: 30 days. BullMQ looks at the age when another job of the queue fails. */
const KEEP_FAILED_S = 30 * 86_400;
const KEEP_FAILED = 10_000;
/** Jobs that are forgotten at once. */
const FORGET_BATCH = 1000;

/** The queues of this process, on one queue server. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly open = new Map<string, BullQueue>();

  /** @param registered the queues of the declared jobs, which BullModule made; any other is made when it is first needed */
  constructor(
    readonly server: QueueServer,
    registered: readonly BullQueue[] = [],
  ) {
    for (const queue of registered) this.add(queue);
  }

  queue(name: string): BullQueue {
    return this.open.get(name) ?? this.add(new Queue(name, optionsOn(this.server)));
  }

  /** A worker without a handler: the caller takes the jobs one by one. */
  worker(name: string) {
    const worker = new Worker<JobData, JobResult>(name, null, optionsOn(this.server));
    return worker.on('error', (error) => this.log.warn(`The worker of ${name}: ${error.message}`));
  }

  /** BullMQ's options for the jobs of a kind. */
  optionsOf({ tries, backoffMs }: JobDefinition) {
    return {
      attempts: tries,
      backoff: { type: 'exponential', delay: backoffMs },
      removeOnComplete: { age: KEEP_DONE_S, count: this.server.keepDone },
      removeOnFail: { age: KEEP_FAILED_S, count: KEEP_FAILED },
    };
  }

  /** Deletes the jobs of a queue that ended longer ago than they are retained. */
  async forget(name: string): Promise<void> {
    const ages = { failed: KEEP_FAILED_S, completed: KEEP_DONE_S } as const;
    for (const [state, seconds] of Object.entries(ages) as [keyof typeof ages, number][]) {
      const clean = () => this.queue(name).clean(seconds * 1000, FORGET_BATCH, state);
      for (let gone = await clean(); gone.length === FORGET_BATCH; ) gone = await clean();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server.close();
  }

  private add(queue: BullQueue): BullQueue {
    queue.on('error', (error) => this.log.debug(`The queue ${queue.name}: ${error.message}`));
    this.open.set(queue.name, queue);
    return queue;
  }
}
