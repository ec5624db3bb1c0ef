import type { BullQueue } from '../queues/queues.js';
import type { BullJob } from '../running/running-job.js';
import type { JobState } from './job.dto.js';

/** An upper bound of the scheduled jobs that wait in one queue: a schedule adds one at a time. */
const MOST_SCHEDULED = 100;

/** The jobs of a queue in one state; waiting jobs in the order in which they will run. */
export async function jobsIn(queue: BullQueue, state: JobState, offset: number, limit: number): Promise<BullJob[]> {
  if (state !== 'waiting') return queue.getJobs([state], offset, offset + limit - 1, state === 'delayed');
  // The scheduled jobs of the platform have no turn and run before those of tenants.
  const all = await scheduledJobs(queue);
  const scheduled = all.slice(offset, offset + limit);
  const missing = limit - scheduled.length;
  if (missing === 0) return scheduled;
  const from = Math.max(0, offset - all.length);
  return [...scheduled, ...(await queue.getJobs(['prioritized'], from, from + missing - 1, true))];
}

/** The waiting jobs that schedules added, the oldest first. */
export async function scheduledJobs(queue: BullQueue): Promise<BullJob[]> {
  const waiting = await queue.getJobs(['wait'], 0, MOST_SCHEDULED - 1);
  return waiting.sort((a, b) => a.timestamp - b.timestamp);
}
