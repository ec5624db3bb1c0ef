import { setTimeout as pause } from 'node:timers/promises';
import { type IQueueBackend, PostgresQueueBackend } from 'bullmq';

/** Milliseconds that a worker waits after a failed poll; BullMQ itself would poll again at once. */
const PAUSE_MS = 500;

type AddedJobs = Parameters<IQueueBackend['addJobs']>[0];

/** BullMQ's backend on PostgreSQL, within the rights of the application's role. */
export class PostgresBackend extends PostgresQueueBackend {
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

  override async moveToActive(token: string, name?: string): ReturnType<IQueueBackend['moveToActive']> {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      await pause(PAUSE_MS);
      throw error;
    }
  }
}
