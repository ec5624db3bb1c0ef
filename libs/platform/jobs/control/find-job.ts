import { isUuid } from '#platform/ids';
import { jobsProblems } from '../jobs.errors.js';
import type { BullQueue } from '../queues/queues.js';
import type { BullJob } from '../running/running-job.js';
import type { JobState } from './job.dto.js';

/** A job of the outbox has a UUID, a job of a schedule a name by BullMQ. Other keys of the queue must not be read as jobs. */
const ofSchedule = /^repeat:[a-z.-]+:\d+$/;

export async function jobIn(queue: BullQueue, id: string): Promise<BullJob | undefined> {
  return isUuid(id) || ofSchedule.test(id) ? queue.getJob(id) : undefined;
}

/** @throws Problem `job_not_found` (404) */
export async function findJob(queue: BullQueue, id: string): Promise<{ job: BullJob; state: JobState }> {
  const first = await jobIn(queue, id);
  const state = await first?.getState();
  // When the job ended between the two reads, it is read again for its result or failure.
  const ended = state === 'completed' || state === 'failed';
  const job = first && ended && !first.finishedOn ? await queue.getJob(id) : first;
  if (!job || !state || state === 'unknown') throw jobsProblems.job_not_found({ queue: queue.name, id });
  if (state === 'prioritized' || state === 'waiting-children') return { job, state: 'waiting' };
  return { job, state };
}
