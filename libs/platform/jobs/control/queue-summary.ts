import type { Queues } from '../queues/queues.js';
import type { QueueSummary } from './job-view.js';
import { scheduledJobs } from './list-jobs.js';

/** Reads the summary of a queue. */
export async function queueSummary(queues: Queues, name: string): Promise<QueueSummary> {
  const [counts, oldest] = await Promise.all([queues.queue(name).getJobCounts(), oldestWaiting(queues, name)]);
  const { waiting = 0, prioritized = 0, delayed = 0, active = 0, failed = 0, completed = 0 } = counts;
  const oldestWaitingSeconds = oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : null;
  return { queue: name, waiting: waiting + prioritized, delayed, active, failed, completed, oldestWaitingSeconds };
}

/** With fair turns the oldest waiting job is among the next ones to run. */
const SAMPLE = 200;

/** When the oldest waiting job of a queue was added; undefined when none waits. */
export async function oldestWaiting(queues: Queues, name: string): Promise<Date | undefined> {
  const [front, scheduled] = await Promise.all([queues.server.front(name, SAMPLE), scheduledJobs(queues.queue(name))]);
  const times = [...front.map(({ addedAt }) => addedAt), ...scheduled.map(({ timestamp }) => timestamp)];
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
