/** What is told of a job while it runs. */
export interface WatchedJob {
  readonly id: string;
  readonly queue: string;
  readonly tenantId: string;
  /** The tenant whose operation follows the job. */
  readonly followedBy?: string;
  /** Which try this is, from 1. */
  readonly attempt: number;
}

/**
 * Follows every job that this process runs, before its end is written to the queue: after a crash
 * in between, the job runs again and so does the watcher. A throw is a failed try of the job.
 */
export interface JobWatcher {
  /** @returns false when the job was cancelled before it began, and must not run */
  started(job: WatchedJob): Promise<boolean>;
  /** @param share what is done, 0 to 1; told twice a second at most */
  progressed(job: WatchedJob, share: number): Promise<void>;
  /** @param result what the handler returned */
  succeeded(job: WatchedJob, result: object | null): Promise<void>;
  /** The last try failed. */
  failed(job: WatchedJob, error: unknown): Promise<void>;
  cancelled(job: WatchedJob): Promise<void>;
}
