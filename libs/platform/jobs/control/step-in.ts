import type { BullJob } from '../running/running-job.js';
import { answered } from './answered.js';

/** As if it had never been tried. */
const anew = { resetAttemptsMade: true, resetAttemptsStarted: true };

/** Lets a failed job run again; false when somebody else was faster. */
export async function retried(job: BullJob): Promise<boolean> {
  try {
    await answered(job.retry('failed', anew));
    return true;
  } catch (error) {
    if (await answered(job.isFailed())) throw error;
    return false;
  }
}

/** Takes a job out of its queue; false when a worker has it already. */
export async function removed(job: BullJob): Promise<boolean> {
  try {
    await answered(job.remove());
    return true;
  } catch (error) {
    if (await answered(job.isActive())) return false;
    throw error;
  }
}
