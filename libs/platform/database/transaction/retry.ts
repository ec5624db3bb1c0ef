import { setTimeout as pause } from 'node:timers/promises';
import { failureCode, isRetryable } from '../connection/failures.js';

/** A row refers to one that there is not. Where another transaction deleted it after it was looked for, the next attempt sees so. */
const FOREIGN_KEY_VIOLATION = '23503';
/** The longest pause before the first, second and third retry, in milliseconds. */
const PAUSES_MS = [10, 40, 160];

/**
 * Runs `attempt` again, up to three times, after a serialization failure, a deadlock, or a reference to a row that is gone. The
 * pause is random, so that the same transactions do not conflict again.
 */
export async function retried<T>(attempt: () => Promise<T>, onRetry: () => void): Promise<T> {
  for (const longest of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isRetryable(error) && failureCode(error) !== FOREIGN_KEY_VIOLATION) throw error;
      onRetry();
      await pause(Math.random() * longest);
    }
  }
  return attempt();
}
