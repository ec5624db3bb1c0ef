/** A job, as watchers see it. */
export interface WatchedJob {
  readonly id: string;
  readonly queue: string;
  readonly tenantId: string;
  /** The tenant whose operation shows the state of the job. */
  readonly followedBy?: string;
  /** Which try this is, from 1. */
  readonly attempt: number;
}

/**
 * Is called for every job that this process runs. The end of a job is reported before it is written to the
 * queue: after a crash in between, the job runs again and the watcher is called again. A throw fails the
 * try of the job.
 */
export interface JobWatcher {
  /** @returns false when the job was cancelled before it started, and must not run */
  started(job: WatchedJob): Promise<boolean>;
  /** @param share the part that is done, 0 to 1; called at most twice a second */
  progressed(job: WatchedJob, share: number): Promise<void>;
  /** @param result what the handler returned */
  succeeded(job: WatchedJob, result: object | null): Promise<void>;
  /** Called when the last try has failed. */
  failed(job: WatchedJob, error: unknown): Promise<void>;
  cancelled(job: WatchedJob): Promise<void>;
}
