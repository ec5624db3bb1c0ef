import type { Queues } from '../queues/queues.js';
import type { QueueSummary } from './job-view.js';
import { oldestWaiting } from './oldest-waiting.js';

/** Reads the summary of a queue. */
export async function queueSummary(queues: Queues, name: string): Promise<QueueSummary> {
  const [counts, oldest] = await Promise.all([queues.queue(name).getJobCounts(), oldestWaiting(queues, name)]);
  const { waiting = 0, prioritized = 0, delayed = 0, active = 0, failed = 0, completed = 0 } = counts;
  const oldestWaitingSeconds = oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : null;
  return { queue: name, waiting: waiting + prioritized, delayed, active, failed, completed, oldestWaitingSeconds };
}
