import type { JobWatcher, WatchedJob } from './job-watcher.js';

/** All watchers, called together. */
export class Watchers implements JobWatcher {
  private readonly all: JobWatcher[] = [];

  add(watcher: JobWatcher): void {
    this.all.push(watcher);
  }

  async started(job: WatchedJob): Promise<boolean> {
    const answers = await Promise.all(this.all.map((watcher) => watcher.started(job)));
    return answers.every((goesOn) => goesOn);
  }

  async progressed(job: WatchedJob, share: number): Promise<void> {
    await Promise.all(this.all.map((watcher) => watcher.progressed(job, share)));
  }

  async succeeded(job: WatchedJob, result: object | null): Promise<void> {
    await Promise.all(this.all.map((watcher) => watcher.succeeded(job, result)));
  }

  async failed(job: WatchedJob, error: unknown): Promise<void> {
    await Promise.all(this.all.map((watcher) => watcher.failed(job, error)));
  }

  async cancelled(job: WatchedJob): Promise<void> {
    await Promise.all(this.all.map((watcher) => watcher.cancelled(job)));
  }
}
