import { setTimeout as pause } from 'node:timers/promises';
import { type IQueueBackend, PostgresQueueBackend } from 'bullmq';
import type { WaitingWorkers } from './waiting-workers.js';

/** Milliseconds that a worker waits after a failed poll; BullMQ itself would poll again at once. */
const PAUSE_MS = 500;

/** The least time between two deletions of a queue's old jobs, in milliseconds. */
const FORGET_MS = 10_000;

type AddedJobs = Parameters<IQueueBackend['addJobs']>[0];
type Completed = Parameters<IQueueBackend['moveToCompleted']>;
type Connection = ConstructorParameters<typeof PostgresQueueBackend>[0];
type Options = ConstructorParameters<typeof PostgresQueueBackend>[2];

/** BullMQ's backend on PostgreSQL, within the rights of the application's role. */
export class PostgresBackend extends PostgresQueueBackend {
  private forgotAt = Number.NEGATIVE_INFINITY;
  /** Whether there may be jobs to run since the worker tried to take one last. */
  private news = false;
  private endWait = () => {};

  /** @param forget deletes the jobs of a queue that were completed before a time, in milliseconds since 1970 */
  constructor(
    connection: Connection,
    name: string,
    options: Options,
    private readonly workers: WaitingWorkers,
    private readonly forget: (queue: string, before: number) => Promise<unknown>,
  ) {
    super(connection, name, options);
  }

  /** Has the worker try to take a job, now or when it waits next. */
  readonly wake = (): void => {
    this.news = true;
    this.endWait();
  };

  /**
   * Uses BullMQ's statement for trees of jobs: the one for lists creates temporary tables and sequences,
   * which the application's role may not do.
   */
  override async addJobs(jobs: AddedJobs): Promise<string[]> {
    const added = await this.addFlow(
      jobs.map(({ job, jobId, parentKeyOpts = {} }) => ({
        jobData: job,
        jobId,
        parentKeyOpts,
        prefix: '',
        queueName: this.queueName,
      })),
    );
    return added.map(([error, id]) => {
      if (error) throw error;
      return String(id);
    });
  }

  /**
   * Keeps the job, and deletes old ones now and then. BullMQ's function would search for them whenever a job ends, and where its
   * plan was made while the table was small, as in a new database, it reads every job of the queue.
   */
  override async moveToCompleted(...[job, value, keep, token, fetchNext]: Completed) {
    const moved = await super.moveToCompleted(job, value, false, token, fetchNext);
    const age = typeof keep === 'object' && 'age' in keep ? keep.age : undefined;
    const now = performance.now();
    if (age !== undefined && now - this.forgotAt > FORGET_MS) {
      this.forgotAt = now;
      // A later job's end deletes them otherwise.
      this.forget(this.queueName, moved.finishedOn - age * 1000).catch(() => {});
    }
    return moved;
  }

  override async moveToActive(token: string, name?: string): ReturnType<IQueueBackend['moveToActive']> {
    this.news = false;
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      this.news = true;
      await pause(PAUSE_MS);
      throw error;
    }
  }

  /** BullMQ forgets when the job is due where it looks for the next one: another look says so. */
  override async moveToDelayed(...delayed: Parameters<IQueueBackend['moveToDelayed']>) {
    const next = await super.moveToDelayed(...delayed);
    this.news = true;
    return next;
  }

  /**
   * Waits for so many seconds at most, or until the worker is woken. BullMQ would ask the database whenever a worker begins to wait,
   * for what came before it listened: here that counts as news.
   */
  override async waitForJob(seconds: number): Promise<null> {
    this.workers.listen();
    if (this.news) return null;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, seconds * 1000);
    this.endWait = resolve;
    await promise;
    clearTimeout(timer);
    return null;
  }

  /** Ends the wait of a worker that leaves. */
  override async disconnectBlocking(): Promise<void> {
    this.wake();
  }

  /** BullMQ would write to the disk for each queue; most have no running job. */
  override async moveStalledJobsToWait(): Promise<string[]> {
    const { stalledInterval = 0 } = this.opts as { stalledInterval?: number };
    const running = await this.workers.look(stalledInterval / 2);
    return running.has(this.queueName) ? super.moveStalledJobsToWait() : [];
  }
}
