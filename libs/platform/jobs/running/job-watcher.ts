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
 * Is called for every job that this process runs; this one heeds none. The end of a job is reported before it is written to the
 * queue: after a crash in between, the job runs again and the watcher is called again. A throw fails the try of the job.
 */
export class JobWatcher {
  /** @returns false when the job was cancelled before it started, and must not run */
  async started(_job: WatchedJob): Promise<boolean> {
    return true;
  }

  /** @param _share the part that is done, 0 to 1; called at most twice a second */
  async progressed(_job: WatchedJob, _share: number): Promise<void> {}

  /** @param _result what the handler returned */
  async succeeded(_job: WatchedJob, _result: object | null): Promise<void> {}

  /** Called when the last try has failed. */
  async failed(_job: WatchedJob, _error: unknown): Promise<void> {}

  async cancelled(_job: WatchedJob): Promise<void> {}
}
