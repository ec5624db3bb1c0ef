import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { AiQueue } from './ai-queue.js';

const recoverQueue = defineJob('rides.recover-ai-queue', { everyMs: 15_000, concurrency: 1, tries: 1 });

/** Ends the requests of workers that were killed, and asks those that wait for the places of these. */
@HandlesJob(recoverQueue)
export class RecoversQueue implements JobHandler {
  constructor(private readonly queue: AiQueue) {}

  async run(_payload: JobPayload, { signal }: JobContext): Promise<undefined> {
    await this.queue.work(signal);
  }
}
