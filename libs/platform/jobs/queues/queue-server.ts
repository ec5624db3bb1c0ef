import type { BackendFactory, IQueueBackend } from 'bullmq';

/** A job that waits for its tenant's turn. */
export interface WaitingJob {
  /** The less, the sooner; from 1. */
  readonly turn: number;
  /** When it was asked for, in milliseconds since 1970. */
  readonly addedAt: number;
}

/** How far a queue is. */
export interface QueuePlace {
  /** The turn that was taken last, as far as it can be told; 0 for none. */
  readonly turn: number;
  /** Whether nothing waits and nothing runs. */
  readonly idle: boolean;
}

/** What holds the queues: Redis where there is one, else PostgreSQL. */
export interface QueueServer {
  /** Binds BullMQ's queues and workers to it. */
  readonly factory: BackendFactory<IQueueBackend, 'bound'>;
  /** Before every key of Redis; PostgreSQL has a schema instead. */
  readonly prefix: string;
  /** How many of the jobs that were done it remembers, so that one added twice is one job; undefined for those of an hour. */
  readonly keepDone: number | undefined;
  /** The jobs of a queue that come next by their turns, `size` at most. */
  front(queue: string, size: number): Promise<readonly WaitingJob[]>;
  place(queue: string): Promise<QueuePlace>;
  /** How many jobs of a queue wait to be run now; beyond 100,000 it may stop counting. */
  waiting(queue: string): Promise<number>;
  /** Closes every connection, at once. */
  close(): Promise<void>;
}
