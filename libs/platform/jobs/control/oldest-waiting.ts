import type { Queues } from '../queues/queues.js';
import { scheduledJobs } from './jobs-in.js';

/** With fair turns the job that waits longest is among those whose turn comes soon. */
const SAMPLE = 200;

/** When the job was asked for that waits longest in a queue. */
export async function oldestWaiting(queues: Queues, name: string): Promise<Date | undefined> {
  const [front, scheduled] = await Promise.all([queues.front(name, SAMPLE), scheduledJobs(queues.queue(name))]);
  const times = [...front.map(({ addedAt }) => addedAt), ...scheduled.map(({ timestamp }) => timestamp)];
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
