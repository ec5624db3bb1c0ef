import type { Queues } from '../queues/queues.js';
import { scheduledJobs } from './jobs-in.js';

/** With fair turns the oldest waiting job is among the next ones to run. */
const SAMPLE = 200;

/** When the oldest waiting job of a queue was added; undefined when none waits. */
export async function oldestWaiting(queues: Queues, name: string): Promise<Date | undefined> {
  const [front, scheduled] = await Promise.all([queues.front(name, SAMPLE), scheduledJobs(queues.queue(name))]);
  const times = [...front.map(({ addedAt }) => addedAt), ...scheduled.map(({ timestamp }) => timestamp)];
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
