import type { Database, Notifications } from '#platform/database';
import { lookAtQueues } from './queues.sql.js';

/** The channel on which BullMQ's functions notify, with the name of a queue as the payload. */
const CHANNEL = 'bullmq_jobs';

/**
 * Wakes the workers of this process that wait for jobs on PostgreSQL, so that none of them polls. A notification wakes that of its
 * queue. A look at all queues, in one statement, makes up for those that are lost: the check for stalled jobs, every five seconds,
 * takes one, and so does each success of LISTEN.
 */
export class WaitingWorkers {
  private readonly wakes = new Map<string, () => void>();
  private lookedAt = Number.NEGATIVE_INFINITY;
  private running: Promise<ReadonlySet<string>> = Promise.resolve(new Set());
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  /** @param wake has the worker of the queue try to take a job */
  add(queue: string, wake: () => void): void {
    this.wakes.set(queue, wake);
  }

  /** Listens from the first call on. */
  listen(): void {
    this.unsubscribe ??= this.notifications.subscribe(CHANNEL, (queue) => {
      if (queue !== undefined) this.wakes.get(queue)?.();
      // The next check for stalled jobs looks again where this fails.
      else this.look(0).catch(() => {});
    });
  }

  /**
   * Wakes the workers whose queues have jobs to run.
   *
   * @param ageMs how old, in milliseconds, a look may be that serves for this one
   * @returns the queues that have running jobs
   */
  look(ageMs: number): Promise<ReadonlySet<string>> {
    const now = performance.now();
    if (now - this.lookedAt >= ageMs) {
      this.lookedAt = now;
      this.running = this.read();
      // The next one asks again.
      this.running.catch(() => {
        this.lookedAt = Number.NEGATIVE_INFINITY;
      });
    }
    return this.running;
  }

  close(): void {
    this.unsubscribe?.();
  }

  private async read(): Promise<ReadonlySet<string>> {
    const rows = await this.database.unscopedRead('jobs.queues', lookAtQueues, [...this.wakes.keys()], Date.now());
    for (const { queue, due } of rows) if (due) this.wakes.get(queue)?.();
    return new Set(rows.filter(({ running }) => running).map(({ queue }) => queue));
  }
}
