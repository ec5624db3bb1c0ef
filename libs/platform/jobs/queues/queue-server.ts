import { type BackendFactory, type IQueueBackend, withBackend } from 'bullmq';
import { isRedisAway } from '#platform/redis';

/** A waiting job with its turn. */
export interface WaitingJob {
  readonly id: string;
  /** From 1; a smaller turn runs sooner. */
  readonly turn: number;
  /** When it was added, in milliseconds since 1970. */
  readonly addedAt: number;
  readonly tenantId: string;
}

/** A job that is delayed for longer than any may be. */
export interface LateJob {
  readonly queue: string;
  readonly id: string;
}

/** How far the turns of a queue have advanced. */
export interface QueuePosition {
  /** The turn that was taken last, as far as is known; 0 for none. */
  readonly turn: number;
  /** Whether no job waits and none runs. */
  readonly idle: boolean;
}

/** The server that holds the queues: Redis if it is configured, else PostgreSQL. */
export abstract class QueueServer {
  /** Binds a queue or a worker of BullMQ to it. */
  abstract readonly factory: BackendFactory<IQueueBackend, QueueServer>;
  /** The prefix of every key in Redis; PostgreSQL has a schema instead. */
  abstract readonly prefix: string;
  /** Seconds that an idle worker waits at most before it polls. */
  abstract readonly longestWaitS: number;
  /** How many completed jobs are retained, so that a job added twice runs once; undefined for all of the last hour. */
  abstract readonly keepDone: number | undefined;
  /** The next jobs of a queue by turn, at most `size`. */
  abstract front(queue: string, size: number): Promise<readonly WaitingJob[]>;
  abstract position(queue: string): Promise<QueuePosition>;
  /** The number of jobs of a queue that wait to run now; counting may stop at 100,000. */
  abstract waiting(queue: string): Promise<number>;
  /** When the schedules of these queues run next, in milliseconds since 1970; a queue without a schedule is missing. */
  abstract nextRuns(queues: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Has each of these queues keep about so many of BullMQ's events. */
  abstract keepEvents(queues: readonly string[], most: number): Promise<void>;
  /**
   * Some delayed jobs that are due after the time of their queue in `latest`. Also has the locks of running jobs end by
   * `lockedUntil`. All are in milliseconds since 1970.
   */
  abstract dueAfter(latest: ReadonlyMap<string, number>, lockedUntil: number): Promise<readonly LateJob[]>;
  /** Closes every connection at once. */
  abstract close(): Promise<void>;
}

/** How many jobs `dueAfter` returns at most of a queue. */
export const MOST_DUE = 1000;

/**
 * BullMQ's classes on the server that is the `connection` of their options. The classes hold no server, so
 * the applications of one process may have different ones.
 */
export const { Queue, Worker } = withBackend<IQueueBackend, QueueServer>((name, options, asked) =>
  options.connection.factory(name, options, asked),
);

/** The options that all queues and workers on `server` share. */
export function optionsOn(server: QueueServer) {
  // Each queue would write its metadata when it is made, in every process: the workers write them.
  return { connection: server, prefix: server.prefix, skipMetasUpdate: true };
}

/**
 * The position of a queue.
 *
 * @param running the greatest turn of its running jobs; undefined when none runs
 * @param head the least turn of its waiting jobs; undefined when none waits
 */
export function positionOf(running: number | undefined, head: number | undefined): QueuePosition {
  return { turn: Math.max(0, running ?? 0, (head ?? 0) - 1), idle: running === undefined && head === undefined };
}

/** Error codes of Node's sockets, and of a PostgreSQL that starts or stops. */
const codes = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|57P0[123]|53300|08\w{3})$/;
/** pg's own errors have no code. */
const messages = /^Connection terminated|^Query read timeout|^timeout exceeded when/;

/** Whether `error` means that the queue server did not answer. */
export function isQueueServerUnavailable(error: unknown): boolean {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return isRedisAway(error) || codes.test(code ?? '') || messages.test(message ?? '');
}
