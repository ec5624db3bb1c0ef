import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { AiQueue } from './ai-queue.js';

/** Wakes the queue; one ends at once where as many requests as may are under way. */
export const askModel = defineJob('rides.ask-model', { concurrency: 100 });

/** Asks the model what waits. It names no request: the order of the queue says whose turn it is. */
@HandlesJob(askModel)
export class AsksModel implements JobHandler {
  constructor(private readonly queue: AiQueue) {}

  async run(_payload: JobPayload, { signal }: JobContext): Promise<undefined> {
    await this.queue.work(signal);
  }
}
