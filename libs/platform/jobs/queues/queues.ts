import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type IQueueBackend, type Processor, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq';
import type { JobDefinition, JobPayload } from '../job-definition.js';
import type { QueuePosition, QueueServer, WaitingJob } from './queue-server.js';

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

export type BullQueue = Queue<JobData, JobResult, string, JobData, JobResult, string, IQueueBackend, 'bound'>;
export type BullWorker = Worker<JobData, JobResult, string, IQueueBackend, number, 'bound'>;
export type Process = Processor<JobData, JobResult, string, number>;

/** Seconds for which a completed job is retained, so that a duplicate does not run. */
const KEEP_DONE_S = 3600;
const KEEP_FAILED = 10_000;
/** Palier does not read BullMQ's stream of events. */
const KEEP_EVENTS = 100;

/** The queues and workers of this process, on one queue server. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly open = new Map<string, BullQueue>();

  constructor(private readonly server: QueueServer) {}

  queue(name: string): BullQueue {
    const known = this.open.get(name);
    if (known) return known;
    const options: QueueOptions<'bound'> = {
      connection: 'bound',
      prefix: this.server.prefix,
      streams: { events: { maxLen: KEEP_EVENTS } },
    };
    const queue: BullQueue = new Queue(name, options, this.server.factory);
    queue.on('error', (error) => this.log.debug(`The queue ${name}: ${error.message}`));
    this.open.set(name, queue);
    return queue;
  }

  /** A worker that starts at once. */
  worker(name: string, process: Process, options: Omit<WorkerOptions<'bound'>, 'connection'>): BullWorker {
    const bound: WorkerOptions<'bound'> = { ...options, connection: 'bound', prefix: this.server.prefix };
    const worker: BullWorker = new Worker(name, process, bound, this.server.factory);
    let logged = '';
    worker.on('error', ({ message }) => {
      // An unreachable server fails every poll with the same message.
      if (message !== logged) this.log.warn(`The worker of ${name}: ${message}`);
      logged = message;
    });
    worker.on('active', () => {
      logged = '';
    });
    return worker;
  }

  front(name: string, size: number): Promise<readonly WaitingJob[]> {
    return this.server.front(name, size);
  }

  position(name: string): Promise<QueuePosition> {
    return this.server.position(name);
  }

  waiting(name: string): Promise<number> {
    return this.server.waiting(name);
  }

  /** BullMQ's options for the jobs of a kind. */
  optionsOf({ tries, backoffMs }: JobDefinition) {
    return {
      attempts: tries,
      backoff: { type: 'exponential', delay: backoffMs },
      removeOnComplete: { age: KEEP_DONE_S, count: this.server.keepDone },
      removeOnFail: { count: KEEP_FAILED },
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server.close();
  }
}
