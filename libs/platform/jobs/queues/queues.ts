import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type IQueueBackend, type Processor, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq';
import type { JobDefinition, JobPayload } from '../job-definition.js';
import type { QueuePlace, QueueServer, WaitingJob } from './queue-server.js';

/** What BullMQ keeps of a job. */
export interface JobData {
  readonly payload: JobPayload;
  /** Of the request that asked for it, in W3C form, where there was one. */
  readonly traceparent: string | null;
  /** The tenant whose operation follows the job. */
  readonly followedBy?: string;
}

/** What a job's handler returned, or that it was cancelled. */
export type JobResult = { readonly result: object | null } | { readonly cancelled: true };

export type BullQueue = Queue<JobData, JobResult, string, JobData, JobResult, string, IQueueBackend, 'bound'>;
export type BullWorker = Worker<JobData, JobResult, string, IQueueBackend, number, 'bound'>;
export type Process = Processor<JobData, JobResult, string, number>;

/** Seconds for which a job that is done is remembered, so that its twin is not run. */
const REMEMBERED_S = 3600;
const KEEP_FAILED = 10_000;
/** Nobody reads BullMQ's stream of events here. */
const KEEP_EVENTS = 100;

/** The queues and workers of this process, on the one server of queues. */
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

  /** A worker that begins at once. */
  worker(name: string, process: Process, options: Omit<WorkerOptions<'bound'>, 'connection'>): BullWorker {
    const bound: WorkerOptions<'bound'> = { ...options, connection: 'bound', prefix: this.server.prefix };
    const worker: BullWorker = new Worker(name, process, bound, this.server.factory);
    let said = '';
    worker.on('error', ({ message }) => {
      // A server that is away fails each look for work alike.
      if (message !== said) this.log.warn(`The worker of ${name}: ${message}`);
      said = message;
    });
    worker.on('active', () => {
      said = '';
    });
    return worker;
  }

  front(name: string, size: number): Promise<readonly WaitingJob[]> {
    return this.server.front(name, size);
  }

  place(name: string): Promise<QueuePlace> {
    return this.server.place(name);
  }

  waiting(name: string): Promise<number> {
    return this.server.waiting(name);
  }

  /** BullMQ's options for the jobs of a kind. */
  optionsOf({ tries, backoffMs }: JobDefinition) {
    return {
      attempts: tries,
      backoff: { type: 'exponential', delay: backoffMs },
      removeOnComplete: { age: REMEMBERED_S, count: this.server.keepDone },
      removeOnFail: { count: KEEP_FAILED },
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server.close();
  }
}
