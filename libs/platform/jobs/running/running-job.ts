import type { Job } from 'bullmq';
import type { JobContext } from '../job-handler.js';
import type { JobData, JobResult } from '../queues/queues.js';
import type { JobWatcher, WatchedJob } from './job-watcher.js';

export type BullJob = Job<JobData, JobResult, string>;

/** The least time between two reports of progress, in milliseconds. */
const REPORT_MS = 500;

const stops = {
  cancelled: 'The job was cancelled.',
  leaving: 'The worker shuts down.',
  yielding: 'Other tenants wait for the place of the job.',
} as const;

type Stop = keyof typeof stops;

/** One try of a job in this process, which can be stopped early. */
export class RunningJob implements JobContext {
  readonly id: string;
  readonly attempt: number;
  readonly about: WatchedJob;
  /** Why it was told to stop; undefined when it was not. */
  stopping: Stop | undefined;
  private readonly abort = new AbortController();
  private readonly abandoned = Promise.withResolvers<never>();
  private reportedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly job: BullJob,
    private readonly watcher: JobWatcher,
  ) {
    this.id = job.id ?? '';
    this.attempt = job.attemptsMade + 1;
    const { payload, followedBy } = job.data;
    this.about = { id: this.id, queue: job.name, tenantId: payload.tenantId, followedBy, attempt: this.attempt };
    this.abandoned.promise.catch(() => {});
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Whether no try is left after this one. */
  get isLast(): boolean {
    return this.attempt >= (this.job.opts.attempts ?? 1);
  }

  /** Bound to the job, since handlers take it apart from its context. */
  readonly progress = async (share: number): Promise<void> => {
    const now = performance.now();
    if (share < 1 && now - this.reportedAt < REPORT_MS) return;
    this.reportedAt = now;
    const reported = Math.min(1, Math.max(0, share));
    await Promise.all([this.job.updateProgress(reported), this.watcher.progressed(this.about, reported)]);
  };

  /** A job that is cancelled while it stops to go on later does not go on. */
  stop(reason: Stop): void {
    if (this.stopping === undefined || reason === 'cancelled') this.stopping = reason;
    this.abort.abort(new Error(stops[reason]));
  }

  /** Stops waiting for a handler that ignores its signal. */
  abandon(): void {
    this.abandoned.reject(new Error('The handler did not stop in time.'));
  }

  /** The result of the handler; rejects when the job is abandoned first. */
  until<T>(handled: Promise<T>): Promise<T> {
    return Promise.race([handled, this.abandoned.promise]);
  }
}
