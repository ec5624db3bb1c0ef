import type { BullJob } from '../running/running-job.js';
import { answered } from './await-queue-server.js';

/** The channel that tells workers which of their jobs to stop. */
export const CANCEL_CHANNEL = 'job_cancel';

/** The payload of a notification on `CANCEL_CHANNEL`, as JSON. */
export interface CancelRequest {
  readonly queue: string;
  readonly id: string;
}

/** BullMQ's options to start again with all tries. */
const anew = { resetAttemptsMade: true, resetAttemptsStarted: true };

/** Runs a failed job again. @returns false when another operator was faster */
export async function retried(job: BullJob): Promise<boolean> {
  try {
    await answered(job.retry('failed', anew));
    return true;
  } catch (error) {
    if (await answered(job.isFailed())) throw error;
    return false;
  }
}

/**
 * Removes a job from its queue.
 *
 * @returns false where it cannot be removed: a worker has just taken it, whatever has become of it since, or it is gone
 */
export async function removed(job: BullJob): Promise<boolean> {
  try {
    await answered(job.remove());
    return true;
  } catch (error) {
    // BullMQ says so by the text alone.
    if (error instanceof Error && / is locked by another worker$/.test(error.message)) return false;
    throw error;
  }
}
