import type { Job } from 'bullmq';
import type { JobContext } from '../job-handler.js';
import type { JobData, JobResult } from '../queues/queues.js';
import type { WatchedJob } from './job-watcher.js';
import type { Watchers } from './watchers.js';

export type BullJob = Job<JobData, JobResult, string>;

/** Milliseconds between two reports of progress. */
const REPORT_MS = 500;

/** One try of a job in this process, and how it may be ended early. */
export class RunningJob implements JobContext {
  readonly id: string;
  readonly attempt: number;
  readonly about: WatchedJob;
  /** Why it was told to stop, if it was. */
  stopping: 'cancelled' | 'leaving' | undefined;
  private readonly abort = new AbortController();
  private readonly abandoned = Promise.withResolvers<never>();
  private reportedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly job: BullJob,
    private readonly watchers: Watchers,
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

  async progress(share: number): Promise<void> {
    const now = performance.now();
    if (share < 1 && now - this.reportedAt < REPORT_MS) return;
    this.reportedAt = now;
    const reported = Math.min(1, Math.max(0, share));
    await Promise.all([this.job.updateProgress(reported), this.watchers.progressed(this.about, reported)]);
  }

  stop(reason: 'cancelled' | 'leaving'): void {
    this.stopping ??= reason;
    this.abort.abort(new Error(reason === 'leaving' ? 'The worker leaves.' : 'The job was cancelled.'));
  }

  /** Waits no longer for a handler that does not heed its signal. */
  abandon(): void {
    this.abandoned.reject(new Error('The handler did not stop in time.'));
  }

  /** What the handler returns, unless it is abandoned first. */
  until<T>(handled: Promise<T>): Promise<T> {
    return Promise.race([handled, this.abandoned.promise]);
  }
}
